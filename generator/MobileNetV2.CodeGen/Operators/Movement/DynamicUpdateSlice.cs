using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// The first input with a part of it replaced by the second, from the place on that the third names: an index for each dimension. Where the
/// part would leave the first input, it lies at the nearest place that it fits.
/// </summary>
public sealed record DynamicUpdateSlice(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : Operator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => "DYNAMIC_UPDATE_SLICE";

    /// <summary>What replaces a part.</summary>
    public TensorId Update => Inputs[1];

    /// <summary>Where that part begins.</summary>
    public TensorId Begin => Inputs[2];
}

/// <summary>DYNAMIC_UPDATE_SLICE of any type.</summary>
internal sealed class DynamicUpdateSliceDefinition : OperatorDefinition<DynamicUpdateSlice>
{
    public override ImmutableArray<string> Kinds => ["DYNAMIC_UPDATE_SLICE"];

    public override ImmutableArray<Operand> Inputs { get; } =
    [
        Operand.Activation("input"),
        Operand.Activation("update") with { Title = "update of the input's rank, in no dimension larger" },
        Operand.Activation("begin", ElementType.Int32, ElementType.Int64) with { Title = "begin [rank]: where the update lies" },
    ];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output")];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override Movement Movement => Movement.Computes;

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override string? StreamsWhen => Never;

    public override bool Types(OperatorScope scope) =>
        base.Types(scope)
        && TypeRules.Is(scope, "update", scope.Input(1), scope.Input().Type)
        && TypeRules.Is(scope, "output", scope.Output, scope.Input().Type);

    protected override DynamicUpdateSlice Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Shapes(OperatorScope scope, DynamicUpdateSlice op)
    {
        var (input, update, begin) = (scope.Input().Shape, scope.Input(1).Shape, scope.Input(2).Shape);
        if (input.Rank == 0 || update.Rank != input.Rank || update.Dimensions.Zip(input.Dimensions).Any(d => d.First > d.Second))
        {
            return scope.Report(
                GraphDiagnostics.Shapes(scope.Place, $"an update of shape {update} is no part of an input of shape {input}"));
        }

        return begin is { Rank: 1 } && begin[0] == input.Rank
            ? ShapeRules.IsKept(scope)
            : scope.Report(GraphDiagnostics.Shapes(
                scope.Place, $"begin has shape {begin}, one number for each of {input.Rank} dimensions expected"));
    }

    protected override bool Scales(OperatorScope scope, DynamicUpdateSlice op) =>
        scope.Output.Type is not (ElementType.Int8 or ElementType.UInt8)
        || (QuantizationRules.ArePerTensor(scope)
            && QuantizationRules.DoesNotRescale(scope)
            && QuantizationRules.DoNotRescale(scope, scope.Input(1), scope.Output));

    protected override bool Arithmetic(OperatorScope scope, DynamicUpdateSlice op) => true;

    protected override long Macs(ITensorTable graph, DynamicUpdateSlice op) => 0;

    protected override RowAccess Rows(Graph graph, DynamicUpdateSlice op) => new RowAccess.WholeTensor();

    protected override void Run(DynamicUpdateSlice op, TensorValues values)
    {
        var (shape, part) = (values.Graph[op.Input].Shape, values.Graph[op.Update].Shape);
        var strides = Offsets.Strides(shape);
        var begin = PlainNumbers.Integers(values, values.Graph[op.Begin]);
        var start = strides.Select((stride, d) => (int)Math.Clamp(begin[d], 0, shape[d] - part[d]) * stride).Sum();
        var element = values.Graph[op.Output].Type.SizeBytes();
        var output = values.Write(op.Output);
        values.Read(op.Input).CopyTo(output);
        foreach (var (from, to) in Offsets.Walk(part, strides, start).Index())
            values.Read(op.Update).Slice(from * element, element).CopyTo(output.AsSpan(to * element));
    }
}
