using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The sum of two inputs or more, of one shape and one quantization.</summary>
public sealed record AddN(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs)
    : Operator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => "ADD_N";
}

/// <summary>ADD_N.</summary>
internal sealed class AddNDefinition : OperatorDefinition<AddN>
{
    public override ImmutableArray<string> Kinds => ["ADD_N"];

    public override ImmutableArray<Operand> Inputs { get; } =
    [
        Operand.Activation("input 0", ElementType.Int8) with { Title = "input" },
        Operand.Activation("input", ElementType.Int8) with { IsRepeated = true, Title = "others of its shape, scale and zero point" },
    ];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Int8)];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override Movement Movement => Movement.Computes;

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override string? StreamsWhen => "no input is constant";

    protected override AddN Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Shapes(OperatorScope scope, AddN op)
    {
        for (var i = 1; i < scope.InputCount; i++)
        {
            if (!scope.Input(i).Shape.Equals(scope.Input().Shape))
            {
                return scope.Report(GraphDiagnostics.Shapes(
                    scope.Place, $"input {i} has shape {scope.Input(i).Shape}, input 0 has {scope.Input().Shape}"));
            }
        }

        return ShapeRules.IsKept(scope);
    }

    protected override bool Scales(OperatorScope scope, AddN op)
    {
        if (!QuantizationRules.ArePerTensor(scope))
            return false;
        var first = scope.Input().RequiredQuantization;
        for (var i = 1; i < scope.InputCount; i++)
        {
            var other = scope.Input(i).RequiredQuantization;
            if (other.Scale != first.Scale || other.ZeroPoint != first.ZeroPoint)
            {
                return scope.Report(GraphDiagnostics.QuantizationMismatch(
                    scope.Place,
                    $"input {i} has scale {other.Scale:R} and zero point {other.ZeroPoint}, "
                        + $"input 0 {first.Scale:R} and {first.ZeroPoint}; they must agree"));
            }
        }

        return true;
    }

    protected override bool Arithmetic(OperatorScope scope, AddN op) => SumConstants.AreInRange(scope, op.Inputs.Length);

    protected override long Macs(ITensorTable graph, AddN op) => 0;

    protected override RowAccess Rows(Graph graph, AddN op) =>
        op.Inputs.Any(i => graph[i].IsConstant) ? new RowAccess.WholeTensor() : new RowAccess.Elementwise();

    protected override void Run(AddN op, TensorValues values)
    {
        var constants = SumConstants.For(values.Graph, op);
        var result = values.Write(op.Output);
        var sums = new int[result.Length];
        Array.Fill(sums, constants.InputOffset);
        foreach (var input in op.Inputs)
        {
            var bytes = values.Read(input);
            for (var i = 0; i < sums.Length; i++)
                sums[i] += unchecked((sbyte)bytes[i]) + constants.InputOffset;
        }

        for (var i = 0; i < sums.Length; i++)
            result[i] = constants.Finish(sums[i]);
    }
}
