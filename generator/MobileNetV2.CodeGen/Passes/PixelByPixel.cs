using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>
/// Writes what looks at each pixel of a picture by itself so that a stream can run it: a SPLIT of channels as one SLICE for each part, and
/// ARG_MAX or ARG_MIN over channels. Where the file wants no dimension of channels, pictures of one channel come out, and a RESHAPE behind.
/// </summary>
internal sealed class PixelByPixel : IPass
{
    private const int Channels = 3;

    public string Name => "pixel-by-pixel";

    public Graph Run(Graph graph, PassContext context)
    {
        if (!graph.Operators.Any(o => IsSplit(graph, o) || IsExtreme(graph, o)))
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
                AddPicture(op.Output, picture => op with { Outputs = [picture] });
            else
                operators.Add(op);
        }

        return graph.With(tensors.ToImmutable(), operators.ToImmutable());

        OperatorId NextOperator() => new(nextOperator++);

        // The first keeps the number that the operator has in the file.
        void AddSlices(Operator split)
        {
            var whole = graph[split.Input].Shape.Dimensions;
            ImmutableArray<int> steps = [1, 1, 1, 1];
            var from = 0;
            foreach (var output in split.Outputs)
            {
                var part = graph[output].Shape.Rank == whole.Length ? graph[output].Shape.Channels : 1;
                var (id, begin, size) = (from == 0 ? split.Id : NextOperator(), from, whole.SetItem(Channels, part));
                Operator Slice(TensorId result) => new Slice(id, [split.Input], [result], [0, 0, 0, begin], size, steps, "SLICE");
                if (graph[output].Shape.Rank == whole.Length)
                    operators.Add(Slice(output));
                else
                    AddPicture(output, Slice);
                from += part;
            }
        }

        void AddPicture(TensorId output, Func<TensorId, Operator> make)
        {
            var flat = graph[output];
            var picture = flat with { Id = new TensorId(nextTensor++), Shape = new Shape(flat.Shape.Dimensions.Add(1)) };
            tensors.Add(picture);
            operators.Add(make(picture.Id));
            operators.Add(new Reshape(NextOperator(), [picture.Id], [output], "RESHAPE"));
        }
    }

    /// <remarks>Parts that are runs of the input can be left in their place, which is better.</remarks>
    private static bool IsSplit(Graph graph, Operator op) =>
        op is Split { Axis: Channels } && IsPicture(graph, op.Input) && OperatorCatalog.Of(op).RunsOfInput(graph, op) is null;

    private static bool IsExtreme(Graph graph, Operator op) =>
        op is ArgExtreme { Axis: Channels } && IsPicture(graph, op.Input) && graph[op.Output].Shape.Rank == Channels;

    private static bool IsPicture(Graph graph, TensorId id) =>
        !graph[id].IsConstant && graph[id].Shape is { Rank: 4, Batch: 1, Height: > 1 };
}
