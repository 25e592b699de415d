using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>L2_NORMALIZATION over the last dimension; its output is in 128ths.</summary>
internal sealed class L2NormalizationDefinition : OperatorDefinition<L2Normalization>
{
    /// <summary>Fraction bits of the output.</summary>
    public const int OutputBits = 7;

    public override ImmutableArray<string> Kinds => ["L2_NORMALIZATION"];

    public override ImmutableArray<Operand> Inputs { get; } =
        [Operand.Activation("input 0", ElementType.Int8) with { Title = "input; over the last dimension" }];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Int8)];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override Movement Movement => Movement.Computes;

    public override ImmutableArray<RoundingRule> Roundings => [];

    protected override L2Normalization Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Shapes(OperatorScope scope, L2Normalization op) =>
        (scope.Input().Shape.Rank > 0 || scope.Report(GraphDiagnostics.Rank(scope.Place, $"input {scope.Input()}", 0, "at least 1")))
        && ShapeRules.IsKept(scope);

    protected override bool Scales(OperatorScope scope, L2Normalization op) =>
        QuantizationRules.ArePerTensor(scope) && QuantizationRules.Gives(scope, 1f / (1 << OutputBits), 0);

    protected override bool Arithmetic(OperatorScope scope, L2Normalization op) => ArithmeticRules.FitsAccumulator(
        scope, "a sum of squares", (long)ArithmeticRules.LargestOffset * ArithmeticRules.LargestOffset * scope.Input().Shape.Channels);

    protected override long Macs(ITensorTable graph, L2Normalization op) => 0;

    /// <remarks>The channels of a pixel are a row of their own.</remarks>
    public override string? StreamsWhen => Always;

    protected override RowAccess Rows(Graph graph, L2Normalization op) => new RowAccess.Elementwise();

    protected override void Run(L2Normalization op, TensorValues values)
    {
        var input = values.Graph[op.Input];
        var range = ActivationRange.Of(values.Graph[op.Output].Type);
        var elements = Elements.Widen(values.Read(op.Input), input.Type, -input.RequiredQuantization.ZeroPoint);
        var result = values.Write(op.Output);
        for (var start = 0; start < elements.Length; start += input.Shape.Channels)
        {
            var row = elements.AsSpan(start, input.Shape.Channels);
            var sum = 0;
            foreach (var x in row)
                sum += x * x;
            var root = FixedPointFunctions.ReciprocalOfRoot(sum);
            var factor = root with { Shift = root.Shift + OutputBits };
            for (var i = 0; i < row.Length; i++)
                result[start + i] = Elements.ToByte(range.Clamp(factor.Apply(row[i])));
        }
    }
}
