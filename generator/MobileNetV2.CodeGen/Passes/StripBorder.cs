using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Passes;

/// <summary><c>--io int8</c>: QUANTIZE after an input and DEQUANTIZE or QUANTIZE before an output go,
/// so that the caller deals in int8 directly.</summary>
internal sealed class StripBorder : IPass
{
    public string Name => "strip-border";

    public Graph Run(Graph graph, PassContext context)
    {
        if (context.Border != BorderMode.Int8)
            return graph;
        var edit = new GraphEditor(graph);
        foreach (var input in graph.Inputs)
            Quantized(edit, input);
        foreach (var output in graph.Outputs)
            StripOutput(edit, output);
        context.Diagnostics.AddRange(edit.Inputs.Concat(edit.Outputs).Distinct()
            .Where(id => edit[id].Type != ElementType.Int8 && CameraSource.Of(graph, id) is null)
            .Select(
                id =>
                    GraphDiagnostics.BorderIsNotInt8(edit[id], edit.IsInput(id), edit.IsInput(id)
                        ? edit.ReadersOf(id) : edit.ProducerOf(id) is { } o ? [o] : [])));
        return edit.ToGraph();
    }

    /// <summary>Takes the QUANTIZE behind an input away.</summary>
    /// <returns>The int8 tensor that is the input instead, or null where nothing was done.</returns>
    public static TensorId? Quantized(GraphEditor edit, TensorId input)
    {
        if (edit[input].Type == ElementType.Int8 || edit.IsOutput(input))
            return null;

        // Several QUANTIZE of one input are fine when they agree; an input that becomes an output unchanged stays as it is.
        var readers = edit.ReadersOf(input);
        if (readers.IsEmpty || !readers.All(o => o is Quantize && edit[o.Output].Type == ElementType.Int8 && !edit.IsOutput(o.Output)))
            return null;
        var replacement = readers[0].Output;
        if (!readers.All(o => edit.HaveSameMeaning(o.Output, replacement)))
            return null;
        foreach (var reader in readers)
        {
            edit.Remove(reader);
            edit.RedirectReaders(reader.Output, replacement);
        }

        edit.SetInput(input, replacement);
        return replacement;
    }

    private static void StripOutput(GraphEditor edit, TensorId output)
    {
        if (edit[output].Type == ElementType.Int8 || !edit.ReadersOf(output).IsEmpty)
            return;
        var last = edit.ProducerOf(output);
        if (last is not (Dequantize or Quantize) || edit[last.Input].Type != ElementType.Int8)
            return;
        if (edit.IsOutput(last.Input) || edit.IsInput(last.Input) || edit[last.Input].IsConstant)
            return;
        edit.Remove(last);
        edit.SetOutput(output, last.Input);
    }
}
