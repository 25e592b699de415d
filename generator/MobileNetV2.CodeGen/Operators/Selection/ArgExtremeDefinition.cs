using System.Buffers.Binary;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>ARG_MAX and ARG_MIN.</summary>
internal sealed class ArgExtremeDefinition : OperatorDefinition<ArgExtreme>
{
    public const string ArgMin = "ARG_MIN";

    private static readonly IntegerAttribute<ArgExtreme> Axis =
        new("axis", o => o.Axis, fallback: null, 0, Shape.HighestRank - 1) { Note = "the dimension to search along" };

    public override ImmutableArray<string> Kinds => ["ARG_MAX", ArgMin];

    public override ImmutableArray<Operand> Inputs { get; } = [Operand.Activation("input", ElementType.Int8, ElementType.Float32)];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Int32, ElementType.Int64)];

    public override ImmutableArray<OperatorAttribute> Attributes => [Axis];

    public override Movement Movement => Movement.Computes;

    public override ImmutableArray<RoundingRule> Roundings => [];

    /// <remarks>In any mixture.</remarks>
    public override bool Types(OperatorScope scope) => TypeRules.AreThoseOfOperands(scope, this);

    protected override ArgExtreme Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Axis.Read(attributes), origin.Kind);

    /// <remarks>The axis goes, or stays with a length of 1.</remarks>
    protected override bool Shapes(OperatorScope scope, ArgExtreme op) =>
        ShapeRules.HasAxis(scope, op.Axis)
        && (scope.Output.Shape.Dimensions.SequenceEqual(scope.Input().Shape.Dimensions.SetItem(op.Axis, 1))
            || ShapeRules.Gives(scope, scope.Input().Shape.Dimensions.RemoveAt(op.Axis)));

    protected override bool Scales(OperatorScope scope, ArgExtreme op) => true;

    protected override bool Arithmetic(OperatorScope scope, ArgExtreme op) => true;

    protected override long Macs(ITensorTable graph, ArgExtreme op) => 0;

    /// <remarks>The channels of a pixel are a row of their own.</remarks>
    public override string? StreamsWhen => "over channels";

    protected override RowAccess Rows(Graph graph, ArgExtreme op) =>
        op.Axis == 3 && graph[op.Output].Shape.Rank == 4 ? new RowAccess.Elementwise() : new RowAccess.WholeTensor();

    protected override void Run(ArgExtreme op, TensorValues values)
    {
        var (shape, type) = (values.Graph[op.Input].Shape, values.Graph[op.Output].Type);
        var inner = shape.Dimensions.Skip(op.Axis + 1).Aggregate(1, (product, d) => product * d);
        double[] input = values.Graph[op.Input].Type == ElementType.Float32
            ? [.. PlainNumbers.Reals(values, values.Graph[op.Input]).Select(x => (double)x)]
            : [.. PlainNumbers.Integers(values, values.Graph[op.Input]).Select(x => (double)x)];
        var result = values.Write(op.Output);
        for (var i = 0; i < shape.ElementCount / shape[op.Axis]; i++)
        {
            var first = (i / inner * shape[op.Axis] * inner) + (i % inner);
            var best = 0;
            for (var along = 1; along < shape[op.Axis]; along++)
            {
                var (value, known) = (input[first + (along * inner)], input[first + (best * inner)]);
                if (op.IsSmallest ? value < known : value > known)
                    best = along;
            }

            if (type == ElementType.Int64)
                BinaryPrimitives.WriteInt64LittleEndian(result.AsSpan(i * sizeof(long)), best);
            else
                BinaryPrimitives.WriteInt32LittleEndian(result.AsSpan(i * sizeof(int)), best);
        }
    }
}
