using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Each element becomes the sum of those up to it along <paramref name="Axis"/> (non-negative).</summary>
/// <param name="IsExclusive">The sum lacks the element itself.</param>
/// <param name="IsReverse">From the end to the element.</param>
public sealed record CumulativeSum(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    int Axis,
    bool IsExclusive,
    bool IsReverse)
    : Operator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => "CUMSUM";
}

/// <summary>CUMSUM.</summary>
internal sealed class CumulativeSumDefinition : OperatorDefinition<CumulativeSum>
{
    private static readonly IntegerAttribute<CumulativeSum> Axis =
        new("axis", o => o.Axis, fallback: null, 0, Shape.HighestRank - 1) { Note = "the dimension to sum along" };

    private static readonly FlagAttribute<CumulativeSum> Exclusive =
        new("exclusive", o => o.IsExclusive) { IsPrinted = true, Note = "an element is not in its own sum" };

    private static readonly FlagAttribute<CumulativeSum> Reverse =
        new("reverse", o => o.IsReverse) { IsPrinted = true, Note = "from the end" };

    public override ImmutableArray<string> Kinds => ["CUMSUM"];

    public override ImmutableArray<Operand> Inputs { get; } = [Operand.Activation("input", ElementType.Int8)];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Int8)];

    public override ImmutableArray<OperatorAttribute> Attributes => [Axis, Exclusive, Reverse];

    public override Movement Movement => Movement.Computes;

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override string? StreamsWhen => "along channels";

    protected override CumulativeSum Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Axis.Read(attributes), Exclusive.Read(attributes), Reverse.Read(attributes));

    protected override bool Shapes(OperatorScope scope, CumulativeSum op) =>
        ShapeRules.HasAxis(scope, op.Axis) && ShapeRules.IsKept(scope);

    protected override bool Scales(OperatorScope scope, CumulativeSum op) => QuantizationRules.ArePerTensor(scope);

    protected override bool Arithmetic(OperatorScope scope, CumulativeSum op) =>
        SumConstants.AreInRange(scope, scope.Input().Shape[op.Axis]);

    protected override long Macs(ITensorTable graph, CumulativeSum op) => 0;

    protected override RowAccess Rows(Graph graph, CumulativeSum op) =>
        op.Axis == 3 ? new RowAccess.Elementwise() : new RowAccess.WholeTensor();

    protected override void Run(CumulativeSum op, TensorValues values)
    {
        var constants = SumConstants.For(values.Graph, op);
        var dimensions = values.Graph[op.Input].Shape.Dimensions;
        var (length, stride) = (dimensions[op.Axis], dimensions.Skip(op.Axis + 1).Aggregate(1, (product, d) => product * d));
        var input = values.Read(op.Input);
        var result = values.Write(op.Output);
        for (var first = 0; first < result.Length; first++)
        {
            if (first / stride % length != 0)
                continue;
            var sum = constants.InputOffset;
            for (var i = 0; i < length; i++)
            {
                var at = first + ((op.IsReverse ? length - 1 - i : i) * stride);
                var next = sum + unchecked((sbyte)input[at]) + constants.InputOffset;
                result[at] = constants.Finish(op.IsExclusive ? sum : next);
                sum = next;
            }
        }
    }
}
