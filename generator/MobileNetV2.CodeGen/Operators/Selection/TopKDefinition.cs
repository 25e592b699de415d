using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>TOPK_V2; the outputs' last dimension says how many are wanted.</summary>
internal sealed class TopKDefinition : OperatorDefinition<TopK>
{
    private static readonly ImmutableArray<ElementType> Ordered = [ElementType.Int8, ElementType.Int32, ElementType.Float32];

    public override ImmutableArray<string> Kinds => ["TOPK_V2"];

    public override ImmutableArray<Operand> Inputs { get; } = [Operand.Activation("input", Ordered)];

    public override ImmutableArray<Operand> Outputs { get; } =
    [
        Operand.Activation("values", Ordered) with { Title = "the largest of the last dimension, as many as it has" },
        Operand.Activation("indices", ElementType.Int32) with { Title = "their places" },
    ];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override Movement Movement => Movement.Computes;

    public override string? StreamsWhen => Never;

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override bool Types(OperatorScope scope) => base.Types(scope) && TypeRules.Is(scope, "values", scope.Output, scope.Input().Type);

    protected override TopK Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Shapes(OperatorScope scope, TopK op)
    {
        var (input, values) = (scope.Input().Shape, scope.Output.Shape);
        if (input.Rank == 0)
            return scope.Report(GraphDiagnostics.Rank(scope.Place, $"input {scope.Input()}", 0, "at least 1"));
        var count = values.Rank == 0 ? 0 : values.Channels;
        if (count > input.Channels)
            return scope.Report(GraphDiagnostics.Shapes(scope.Place, $"{count} elements of {input.Channels} are wanted"));
        return scope.Outputs.All(output => ShapeRules.Gives(scope, output, input.Dimensions.SetItem(input.Rank - 1, count)));
    }

    protected override bool Scales(OperatorScope scope, TopK op) =>
        scope.Output.Type != ElementType.Int8 || (QuantizationRules.ArePerTensor(scope) && QuantizationRules.DoesNotRescale(scope));

    protected override bool Arithmetic(OperatorScope scope, TopK op) => true;

    protected override long Macs(ITensorTable graph, TopK op) => 0;

    protected override RowAccess Rows(Graph graph, TopK op) => new RowAccess.WholeTensor();

    protected override void Run(TopK op, TensorValues values)
    {
        var (input, output) = (values.Graph[op.Input], values.Graph[op.Output]);
        var (length, count, size) = (input.Shape.Channels, output.Shape.Channels, input.Type.SizeBytes());
        var bytes = values.Read(op.Input).ToArray();
        double[] elements = input.Type == ElementType.Float32
            ? [.. MemoryMarshal.Cast<byte, float>(bytes).ToArray().Select(v => (double)v)]
            : [.. PlainNumbers.Integers(values, input).Select(v => (double)v)];
        var (best, places) = (values.Write(op.Outputs[0]), values.Write(op.Outputs[1]));
        for (var row = 0; row < elements.Length / length; row++)
        {
            var first = row * length;
            var order = Enumerable.Range(0, length).OrderByDescending(i => elements[first + i]).Take(count).ToArray();
            for (var k = 0; k < count; k++)
            {
                bytes.AsSpan((first + order[k]) * size, size).CopyTo(best.AsSpan(((row * count) + k) * size));
                BitConverter.TryWriteBytes(places.AsSpan(((row * count) + k) * sizeof(int)), order[k]);
            }
        }
    }
}
