using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Tests.Shared.Operators;

/// <summary>Parts replaced at computed places, many of them beyond the borders.</summary>
internal sealed class DynamicUpdateSliceCase : OperatorCase
{
    public override string Kind => "DYNAMIC_UPDATE_SLICE";

    public override TensorId Draw(RandomGraphBuilder graph, TestRandom random)
    {
        var shape = new Shape([.. Enumerable.Range(0, random.Int(1, 6)).Select(_ => random.Int(1, 5))]);
        var part = new Shape([.. shape.Dimensions.Select(size => random.Int(1, size))]);
        var type = random.Pick(ElementType.Int8, ElementType.Int8, ElementType.Int16, ElementType.Int32, ElementType.Float32);
        var quantization = type == ElementType.Int8 ? graph.AnyQuantization() : null;
        var input = graph.Input(shape, type, quantization);
        var update = quantization is not null && random.Chance(0.3)
            ? graph.Constant(part, quantization) : graph.Input(part, type, quantization);
        var begin = graph.Input(new Shape(shape.Rank), random.Pick(ElementType.Int32, ElementType.Int64));
        return graph.Add(shape, quantization, (id, result) => new DynamicUpdateSlice(id, [input, update, begin], result), type);
    }

    /// <remarks>Each element by itself: that of the update which lies there, or that of the input.</remarks>
    public override IEnumerable<double> Expected(OperatorSample sample)
    {
        var (shape, part) = (sample.Input(0).Shape, sample.Input(1).Shape);
        var (input, update, begin) = (sample.Values(0), sample.Values(1), sample.Values(2));
        foreach (var (at, place) in Places.Of(shape).Index())
        {
            var inPart = place.Select((p, d) => p - (int)Math.Max(0, Math.Min(begin[d], shape[d] - part[d]))).ToArray();
            var isReplaced = !inPart.Where((p, d) => p < 0 || p >= part[d]).Any();
            yield return isReplaced ? update[Places.At(part, inPart)] : input[at];
        }
    }

    public override OperatorInFile InFile(Operator op) => new(FileOperand.Of(0), FileOperand.Of(1), FileOperand.Of(2));
}
