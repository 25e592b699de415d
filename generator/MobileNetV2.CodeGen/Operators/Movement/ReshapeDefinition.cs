using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>RESHAPE, SQUEEZE and EXPAND_DIMS: the output's shape is the new shape.</summary>
internal sealed class ReshapeDefinition : OperatorDefinition<Reshape>
{
    public override ImmutableArray<string> Kinds => ["RESHAPE", "SQUEEZE", "EXPAND_DIMS"];

    public override ImmutableArray<Operand> Inputs { get; } = [Operand.Activation("input")];

    public override ImmutableArray<Operand> Outputs { get; } =
        [Operand.Activation("output") with { Title = "its shape is the new shape" }];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override Movement Movement => Movement.Views;

    public override string? StreamsWhen => Never;

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override bool Types(OperatorScope scope) => TypeRules.Is(scope, "output", scope.Output, scope.Input().Type);

    protected override Reshape Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, origin.Kind);

    protected override bool Shapes(OperatorScope scope, Reshape op)
    {
        var (input, output) = (scope.Input().Shape, scope.Output.Shape);
        return input.ElementCount == output.ElementCount
            || scope.Report(GraphDiagnostics.Shapes(
                scope.Place,
                $"the input {input} has {input.ElementCount} elements, the output {output} has {output.ElementCount}"));
    }

    /// <remarks>Constants that are only reshaped, weights among them, keep whatever scales they have.</remarks>
    protected override bool Scales(OperatorScope scope, Reshape op) =>
        scope.Input().Type is not (ElementType.Int8 or ElementType.UInt8)
        || scope.IsKnown(scope.Input())
        || (QuantizationRules.ArePerTensor(scope) && QuantizationRules.DoesNotRescale(scope));

    protected override bool Arithmetic(OperatorScope scope, Reshape op) => true;

    protected override long Macs(ITensorTable graph, Reshape op) => 0;

    protected override RowAccess Rows(Graph graph, Reshape op) => new RowAccess.WholeTensor();

    protected override void Run(Reshape op, TensorValues values) => values.Read(op.Input).CopyTo(values.Write(op.Output));
}
