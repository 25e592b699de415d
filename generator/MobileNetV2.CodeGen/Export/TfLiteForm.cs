using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Export;

/// <summary>
/// A graph as a TensorFlow Lite file can say it: padding that is neither SAME nor VALID becomes a PAD, and ids are places in the file, so
/// that reading the file gives this very graph.
/// </summary>
internal static class TfLiteForm
{
    public static Graph Of(Graph graph) => Renumbered(WithPads(graph));

    /// <summary>Operators that have no form in a file: kinds that are not written,
    /// and averages over a border that SAME does not describe.</summary>
    public static IEnumerable<Operator> Unwritable(Graph graph) =>
        graph.Operators.Where(o => TfLiteOperators.HasPadding(graph, o) ? TfLiteOperators.Of(graph, o) is null : o is AveragePool2D);

    /// <summary>A transposed convolution that the file has no padding for gives everything, and then some is cut off.</summary>
    private static (Operator Whole, Operator Cut, Tensor Between) Cut(
        Graph graph, TransposeConv conv, OperatorId next, TensorId between)
    {
        var (output, crop) = (graph[conv.Output], conv.Crop);
        var shape = new Shape(
            output.Shape.Batch,
            output.Shape.Height + crop.Top + crop.Bottom,
            output.Shape.Width + crop.Left + crop.Right,
            output.Shape.Channels);
        return (
            conv with { Crop = default, Outputs = [between] },
            new Slice(next, [between], conv.Outputs, [0, crop.Top, crop.Left, 0], output.Shape.Dimensions, [1, 1, 1, 1], "SLICE"),
            output with { Id = between, Shape = shape });
    }

    private static Graph WithPads(Graph graph)
    {
        var tensors = graph.Tensors.ToList();
        var nextTensor = graph.Tensors[^1].Id.Value + 1;
        var nextOperator = graph.Operators.Max(o => o.Id.Value) + 1;
        var operators = ImmutableArray.CreateBuilder<Operator>();
        foreach (var op in graph.Operators)
        {
            if (TfLiteOperators.HasPadding(graph, op))
            {
                operators.Add(op);
                continue;
            }

            if (op is TransposeConv conv)
            {
                var (whole, cut, between) = Cut(graph, conv, new OperatorId(nextOperator++), new TensorId(nextTensor++));
                tensors.Add(between);
                operators.AddRange(whole, cut);
                continue;
            }

            var (padding, input) = (PaddingOf(op), graph[op.Input]);
            var shape = new Shape(
                input.Shape.Batch,
                input.Shape.Height + padding.Top + padding.Bottom,
                input.Shape.Width + padding.Left + padding.Right,
                input.Shape.Channels);
            var padded = input with { Id = new TensorId(nextTensor++), Shape = shape, Data = null };
            tensors.Add(padded);

            // Nothing is below the least value, so such a border never is a maximum.
            var value = op is MaxPool2D ? sbyte.MinValue : input.Quantization?.ZeroPoint ?? 0;
            operators.Add(new Pad(
                new OperatorId(nextOperator++), [op.Input], [padded.Id], [0, padding.Top, padding.Left, 0], [0, padding.Bottom,
                    padding.Right, 0], value));
            operators.Add(WithoutPadding(op, padded.Id));
        }

        return graph.With([.. tensors], operators.ToImmutable());
    }

    private static Padding2D PaddingOf(Operator op) => op switch
    {
        Conv2D conv => conv.Padding,
        DepthwiseConv2D conv => conv.Padding,
        PoolOperator pool => pool.Padding,
        _ => default,
    };

    private static Operator WithoutPadding(Operator op, TensorId input) => op switch
    {
        Conv2D conv => conv with { Padding = default, Inputs = conv.Inputs.SetItem(0, input) },
        DepthwiseConv2D conv => conv with { Padding = default, Inputs = conv.Inputs.SetItem(0, input) },
        MaxPool2D pool => pool with { Padding = default, Inputs = pool.Inputs.SetItem(0, input) },
        _ => throw new InvalidOperationException($"{op} has no padding of its own"),
    };

    private static Graph Renumbered(Graph graph)
    {
        var ids = graph.Tensors.Select((t, i) => (t.Id, New: new TensorId(i))).ToDictionary(pair => pair.Id, pair => pair.New);
        ImmutableArray<TensorId> Moved(ImmutableArray<TensorId> old) => [.. old.Select(id => ids[id])];
        return new Graph(
            graph.Name,
            [.. graph.Tensors.Select(t => t with { Id = ids[t.Id] })],
            [.. graph.Operators.Select((o, i) => o with { Id = new OperatorId(i), Inputs = Moved(o.Inputs), Outputs = Moved(o.Outputs) })],
            Moved(graph.Inputs),
            Moved(graph.Outputs));
    }
}
