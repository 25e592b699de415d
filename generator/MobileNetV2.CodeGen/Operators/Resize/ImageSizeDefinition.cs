using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What all ways to give an image another size have in common.</summary>
internal abstract class ImageSizeDefinition<TOperator> : OperatorDefinition<TOperator>
    where TOperator : Operator
{
    /// <summary>Positions are numbers of 32 bits with 10 of them behind the point.</summary>
    private const int LargestSide = 1 << 15;

    public sealed override ImmutableArray<Operand> Inputs => [Operand.Activation("input 0", Types()) with { Title = "input" }];

    public sealed override ImmutableArray<Operand> Outputs =>
        [Operand.Activation("output", Types()) with { Title = "its shape is the new size" }];

    public sealed override ImmutableArray<RoundingRule> Roundings => [];

    /// <summary>Of the pixels.</summary>
    protected virtual ImmutableArray<ElementType> Types() => [ElementType.Int8];

    protected sealed override bool Shapes(OperatorScope scope, TOperator op)
    {
        if (!ShapeRules.HasRank(scope, "input", scope.Input(), 4) || !ShapeRules.HasRank(scope, "output", scope.Output, 4))
            return false;
        var (input, output) = (scope.Input().Shape, scope.Output.Shape);
        int[] sides = [input.Height, input.Width, output.Height, output.Width];
        if (sides.Max() >= LargestSide)
        {
            return scope.Report(GraphDiagnostics.Shapes(
                scope.Place, $"an image of {input} becomes one of {output}, each side must be below {LargestSide}"));
        }

        return ShapeRules.Gives(scope, [input.Batch, output.Height, output.Width, input.Channels]);
    }

    protected sealed override bool Scales(OperatorScope scope, TOperator op) =>
        QuantizationRules.ArePerTensor(scope) && QuantizationRules.DoesNotRescale(scope);

    protected sealed override long Macs(ITensorTable graph, TOperator op) => 0;
}
