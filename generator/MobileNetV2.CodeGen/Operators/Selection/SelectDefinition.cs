using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>SELECT and SELECT_V2.</summary>
internal sealed class SelectDefinition : OperatorDefinition<Select>
{
    public override ImmutableArray<string> Kinds => ["SELECT", "SELECT_V2"];

    public override ImmutableArray<Operand> Inputs { get; } =
    [
        Operand.Activation("condition", ElementType.Bool),
        Operand.Activation("input 1") with { Title = "where true" },
        Operand.Activation("input 2") with { Title = "where false; shapes broadcast" },
    ];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output")];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override Movement Movement => Movement.Computes;

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override bool Types(OperatorScope scope) =>
        base.Types(scope)
        && TypeRules.Is(scope, "input 2", scope.Input(2), scope.Input(1).Type)
        && TypeRules.Is(scope, "output", scope.Output, scope.Input(1).Type);

    protected override Select Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, origin.Kind);

    protected override bool Shapes(OperatorScope scope, Select op) =>
        ShapeRules.Broadcast(scope, [.. Enumerable.Range(0, 3).Select(i => scope.Input(i).Shape)]) is { } dimensions
        && ShapeRules.Gives(scope, dimensions);

    /// <remarks>8-bit elements are taken as they are, so both sides must mean the same by them.</remarks>
    protected override bool Scales(OperatorScope scope, Select op) =>
        scope.Output.Type is not (ElementType.Int8 or ElementType.UInt8)
        || (QuantizationRules.ArePerTensor(scope)
            && QuantizationRules.DoNotRescale(scope, scope.Input(1), scope.Output)
            && QuantizationRules.DoNotRescale(scope, scope.Input(2), scope.Output));

    protected override bool Arithmetic(OperatorScope scope, Select op) => true;

    protected override long Macs(ITensorTable graph, Select op) => 0;

    public override string? StreamsWhen => "equal shapes";

    protected override RowAccess Rows(Graph graph, Select op) =>
        op.Inputs.All(i => !graph[i].IsConstant && graph[i].Shape.Equals(graph[op.Output].Shape))
            ? new RowAccess.Elementwise()
            : new RowAccess.WholeTensor();

    protected override void Run(Select op, TensorValues values)
    {
        var graph = values.Graph;
        var (shape, size) = (graph[op.Output].Shape, graph[op.Output].Type.SizeBytes());
        var at = op.Inputs.Select(i => Offsets.Broadcast(graph[i].Shape, shape)).ToArray();
        var condition = values.Read(op.Inputs[0]);
        var result = values.Write(op.Output);
        for (var i = 0; i < shape.ElementCount; i++)
        {
            var chosen = condition[at[0][i]] != 0 ? 1 : 2;
            values.Read(op.Inputs[chosen]).Slice(at[chosen][i] * size, size).CopyTo(result.AsSpan(i * size));
        }
    }
}
