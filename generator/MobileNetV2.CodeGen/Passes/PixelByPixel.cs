using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>
/// Writes what takes pictures apart row by row, or puts them together, so that a stream can run it: a SPLIT of columns or channels as one
/// SLICE for each part, a GATHER at regular steps as a SLICE, a PACK as a CONCATENATION, and ARG_MAX or ARG_MIN over channels. Where the
/// file wants other dimensions, pictures come out, and a RESHAPE behind.
/// </summary>
internal sealed class PixelByPixel : IPass
{
    private const int Columns = 2;
    private const int Channels = 3;
    private const int Rank = 4;

    public string Name => "pixel-by-pixel";

    public Graph Run(Graph graph, PassContext context)
    {
        if (!graph.Operators.Any(o => IsSplit(graph, o) || IsExtreme(graph, o) || IsFlat(graph, o) || IsRegular(graph, o)
            || IsPack(graph, o)))
            return graph;
        var tensors = graph.Tensors.ToBuilder();
        var operators = ImmutableArray.CreateBuilder<Operator>();
        var nextTensor = tensors.Max(t => t.Id.Value) + 1;
        var nextOperator = graph.Operators.Max(o => o.Id.Value) + 1;
        foreach (var op in graph.Operators)
        {
            if (IsSplit(graph, op))
                AddSlices(op);
            else if (IsExtreme(graph, op))
                AddPicture(op.Output, new Shape(graph[op.Output].Shape.Dimensions.Add(1)), picture => op with { Outputs = [picture] });
            else if (IsFlat(graph, op))
                AddPicture(op.Output, new Shape(((Slice)op).Size), picture => op with { Outputs = [picture] });
            else if (IsRegular(graph, op))
                AddSlice((Gather)op);
            else if (IsPack(graph, op))
                AddConcatenation((Pack)op);
            else
                operators.Add(op);
        }

        return graph.With(tensors.ToImmutable(), operators.ToImmutable());

        OperatorId NextOperator() => new(nextOperator++);

        // The first keeps the number that the operator has in the file.
        void AddSlices(Operator split)
        {
            var (axis, from) = (((Split)split).Axis, 0);
            foreach (var output in split.Outputs)
            {
                var part = graph[output].Shape.Rank == Rank ? graph[output].Shape[axis] : 1;
                AddPart(from == 0 ? split.Id : NextOperator(), split.Input, output, axis, from, part, 1);
                from += part;
            }
        }

        void AddSlice(Gather gather) => AddPart(
            gather.Id, gather.Input, gather.Output, gather.Axis, gather.Indices[0], gather.Indices.Length, StepOf(gather)!.Value);

        void AddPart(OperatorId id, TensorId input, TensorId output, int axis, int begin, int size, int step)
        {
            var sizes = graph[input].Shape.Dimensions.SetItem(axis, size);
            AddPicture(output, new Shape(sizes), picture => new Slice(
                id, [input], [picture], Along(axis, begin, others: 0), sizes, Along(axis, step, others: 1), "SLICE"));
        }

        void AddConcatenation(Pack pack)
        {
            ImmutableArray<TensorId> inputs = [.. pack.Inputs.Select(id => Reshaped(id, Picture(graph[id].Shape, pack.Axis)))];
            var picture = Picture(graph[pack.Input].Shape, pack.Axis);
            var joined = new Shape(picture.Dimensions.SetItem(pack.Axis, picture[pack.Axis] * inputs.Length));
            AddPicture(pack.Output, joined, output => new Concatenation(pack.Id, inputs, [output], pack.Axis));
        }

        void AddPicture(TensorId output, Shape shape, Func<TensorId, Operator> make)
        {
            if (graph[output].Shape.Equals(shape))
            {
                operators.Add(make(output));
                return;
            }

            var picture = Like(output, shape);
            operators.Add(make(picture));
            operators.Add(new Reshape(NextOperator(), [picture], [output], "RESHAPE"));
        }

        TensorId Reshaped(TensorId input, Shape shape)
        {
            if (graph[input].Shape.Equals(shape))
                return input;
            var picture = Like(input, shape);
            operators.Add(new Reshape(NextOperator(), [input], [picture], "RESHAPE"));
            return picture;
        }

        TensorId Like(TensorId id, Shape shape)
        {
            tensors.Add(graph[id] with { Id = new TensorId(nextTensor++), Shape = shape });
            return tensors[^1].Id;
        }
    }

    /// <remarks>Parts that are runs of the input can be left in their place, which is better.</remarks>
    private static bool IsSplit(Graph graph, Operator op) =>
        op is Split { Axis: Columns or Channels } && IsPicture(graph, op.Input) && OperatorCatalog.Of(op).RunsOfInput(graph, op) is null;

    /// <summary>A part of a picture whose shape has lost a dimension.</summary>
    private static bool IsFlat(Graph graph, Operator op) =>
        op is Slice slice && IsPicture(graph, op.Input)
            && !graph[op.Output].Shape.Dimensions.SequenceEqual(slice.Size) && OperatorCatalog.Of(op).RunsOfInput(graph, op) is null;

    /// <summary>Rows, columns or channels at a fixed distance; rows in their order.</summary>
    private static bool IsRegular(Graph graph, Operator op) =>
        op is Gather { Axis: not 0 } gather && IsPicture(graph, op.Input) && StepOf(gather) is { } step && (step > 0 || gather.Axis != 1);

    private static int? StepOf(Gather gather)
    {
        if (gather.Indices is [_])
            return 1;
        var step = gather.Indices[1] - gather.Indices[0];
        return step != 0 && gather.Indices.Zip(gather.Indices.Skip(1)).All(p => p.Second - p.First == step) ? step : null;
    }

    private static bool IsPack(Graph graph, Operator op) =>
        op is Pack { Axis: Columns or Channels } pack
            && op.Inputs.All(i => !graph[i].IsConstant) && graph[op.Input].Type != ElementType.Bool
            && Picture(graph[op.Input].Shape, pack.Axis) is { Rank: Rank, Batch: 1, Height: > 1 };

    /// <summary>What is packed along an axis as a picture that can be joined along it.</summary>
    private static Shape Picture(Shape shape, int axis) =>
        shape.Rank == Rank - 1 ? new Shape(shape.Dimensions.Insert(axis, 1)) : shape;

    private static ImmutableArray<int> Along(int axis, int value, int others) =>
        [.. Enumerable.Range(0, Rank).Select(a => a == axis ? value : others)];

    private static bool IsExtreme(Graph graph, Operator op) =>
        op is ArgExtreme { Axis: Channels } && IsPicture(graph, op.Input) && graph[op.Output].Shape.Rank == Channels;

    private static bool IsPicture(Graph graph, TensorId id) =>
        !graph[id].IsConstant && graph[id].Shape is { Rank: 4, Batch: 1, Height: > 1 };
}
