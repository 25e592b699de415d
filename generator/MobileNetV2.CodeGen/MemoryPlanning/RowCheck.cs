using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>Checks that stages of streams which move whole rows read those that their operators take: the reference of each tells, on a
/// picture whose bytes say where they are.</summary>
internal static class RowCheck
{
    /// <summary>What is wrong, for people.</summary>
    public static IEnumerable<string> Problems(KernelProgram program) =>
        from step in program.Steps
        where step.Stream is not null
        from code in step.Stream!.Stages
        where code.Stage.IsRowByRow && OperatorCatalog.Of(code.Stage.Operator).Movement is Movement.Move
        where !IsRight(program.Graph, code.Stage)
        select $"step {step.Index}: {code.Stage.Operator} takes other rows or columns than the stream reads for it";

    private static bool IsRight(Graph graph, StreamStage stage)
    {
        var (rows, columns) = (stage.Rows, stage.Columns);
        return Holds(graph, stage.Operator, (row, _) => row, (row, _) => ((long)row * rows.Stride) - rows.PaddingBefore)
            && (columns.Size == columns.InputLength || Holds(graph, stage.Operator, (_, column) => column, (_, column) => column));
    }

    /// <summary>Whether all bytes of a result's pixel come from the place that is meant.</summary>
    /// <param name="label">Of a pixel of the input, by row and column.</param>
    /// <param name="expected">Of a pixel of the result.</param>
    private static bool Holds(Graph graph, Operator op, Func<int, int, long> label, Func<int, int, long> expected) =>
        Run(graph, op, Labels(graph[op.Input], label)).AsSpan().SequenceEqual(Labels(graph[op.Output], expected));

    private static byte[] Labels(Tensor picture, Func<int, int, long> label)
    {
        var bytes = new byte[picture.SizeBytes];
        var (height, width) = (picture.Shape.Height, picture.Shape.Width);
        var pixelBytes = bytes.Length / (height * width);
        for (var pixel = 0; pixel < height * width; pixel++)
            bytes.AsSpan(pixel * pixelBytes, pixelBytes).Fill(Byte(label(pixel / width, pixel % width)));
        return bytes;
    }

    /// <summary>Another one 256 places away.</summary>
    private static byte Byte(long label) => unchecked((byte)(label ^ (label >> 8)));

    private static byte[] Run(Graph graph, Operator op, byte[] input)
    {
        var alone = new Graph(
            graph.Name, [.. op.Inputs.Concat(op.Outputs).Distinct().Select(id => graph[id])], [op], [op.Input], op.Outputs);
        var values = new TensorValues(alone, [input]);
        OperatorCatalog.Of(op).Run(op, values);
        return values.Read(op.Output).ToArray();
    }
}
