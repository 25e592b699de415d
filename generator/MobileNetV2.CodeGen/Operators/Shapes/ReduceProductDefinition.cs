using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>REDUCE_PROD of numbers that are not quantized.</summary>
internal sealed class ReduceProductDefinition : OperatorDefinition<ReduceProduct>
{
    private static readonly IntegersAttribute<ReduceProduct> Axes =
        new("axes", o => o.Axes, 0, Shape.HighestRank - 1) { Note = "ascending; the output's shape says whether dimensions are kept" };

    public override ImmutableArray<string> Kinds => ["REDUCE_PROD"];

    public override ImmutableArray<Operand> Inputs { get; } =
        [Operand.Activation("input", ElementType.Int32, ElementType.Int64, ElementType.Float32)];

    public override ImmutableArray<Operand> Outputs { get; } =
        [Operand.Activation("output", ElementType.Int32, ElementType.Int64, ElementType.Float32)];

    public override ImmutableArray<OperatorAttribute> Attributes => [Axes];

    public override Movement Movement => Movement.Computes;

    public override string? StreamsWhen => Never;

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override bool Types(OperatorScope scope) => base.Types(scope) && MovingRules.KeepType(scope);

    protected override ReduceProduct Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Axes.Read(attributes));

    protected override bool Shapes(OperatorScope scope, ReduceProduct op)
    {
        var input = scope.Input().Shape;
        if (op.Axes.IsEmpty || op.Axes.Any(axis => axis < 0 || axis >= input.Rank) || !op.Axes.SequenceEqual(op.Axes.Distinct().Order()))
            return scope.Report(
                GraphDiagnostics.Attribute(scope.Place, $"axes [{string.Join(", ", op.Axes)}] are not ascending dimensions of {input}"));
        var kept = input.Dimensions.Select((d, axis) => op.Axes.Contains(axis) ? 1 : d);
        return scope.Output.Shape.Dimensions.SequenceEqual(kept)
            || ShapeRules.Gives(scope, [.. input.Dimensions.Where((_, axis) => !op.Axes.Contains(axis))]);
    }

    protected override bool Scales(OperatorScope scope, ReduceProduct op) => true;

    protected override bool Arithmetic(OperatorScope scope, ReduceProduct op) => true;

    protected override long Macs(ITensorTable graph, ReduceProduct op) => 0;

    protected override RowAccess Rows(Graph graph, ReduceProduct op) => new RowAccess.WholeTensor();

    protected override void Run(ReduceProduct op, TensorValues values)
    {
        var (input, output) = (values.Graph[op.Input], values.Graph[op.Output]);
        var kept = new Shape([.. input.Shape.Dimensions.Select((d, axis) => op.Axes.Contains(axis) ? 1 : d)]);
        // Where each element of the input goes: broadcasting the other way round.
        var target = Offsets.Broadcast(kept, input.Shape);
        if (output.Type == ElementType.Float32)
        {
            var products = Enumerable.Repeat(1f, output.Shape.ElementCount).ToArray();
            var elements = PlainNumbers.Reals(values, input);
            for (var i = 0; i < elements.Length; i++)
                products[target[i]] *= elements[i];
            PlainNumbers.Write(values, output, products);
        }
        else
        {
            var products = Enumerable.Repeat(1L, output.Shape.ElementCount).ToArray();
            var elements = PlainNumbers.Integers(values, input);
            for (var i = 0; i < elements.Length; i++)
                products[target[i]] = unchecked(products[target[i]] * elements[i]);
            PlainNumbers.Write(values, output, products);
        }
    }
}
