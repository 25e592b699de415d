using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>The input of a network that takes a picture.</summary>
/// <param name="Graph">Without the QUANTIZE behind the input, if there was one.</param>
/// <param name="Declared">The input as the file has it.</param>
/// <param name="Image">The int8 image that the network computes with.</param>
internal sealed record PictureInput(Graph Graph, Tensor Declared, Tensor Image)
{
    /// <summary>Null, and why, for a network that takes none.</summary>
    public static (PictureInput? Found, string WhyNot) Of(Graph graph)
    {
        if (graph.Inputs.Length != 1)
            return (null, $"the network has {graph.Inputs.Length} inputs");
        var declared = graph[graph.Inputs[0]];
        if (declared.Shape is not { Rank: 4, Batch: 1, Channels: 1 or 3 })
            return (null, $"the input {declared} is no image of 1 or 3 channels");
        if (declared.Type == ElementType.Int8 && declared.Quantization is { IsPerChannel: false })
            return (new PictureInput(graph, declared, declared), "");
        return Quantized(graph, declared) is { } found
            ? (found, "")
            : (null, $"the input {declared} is not int8, and no QUANTIZE makes int8 of it");
    }

    private static PictureInput? Quantized(Graph graph, Tensor declared)
    {
        var edit = new GraphEditor(graph);
        return declared is { Type: ElementType.Float32 } or { Type: ElementType.UInt8, Quantization.IsPerChannel: false }
            && StripBorder.Quantized(edit, declared.Id) is { } image
            ? new PictureInput(edit.ToGraph(), declared, edit[image])
            : null;
    }
}
