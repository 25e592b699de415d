using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>The input of a network that takes a picture.</summary>
/// <param name="Graph">Without the QUANTIZE behind the input, if there was one; what reads planes has TRANSPOSE before it.</param>
/// <param name="Declared">The input as the file has it, pixel after pixel.</param>
/// <param name="Image">The int8 image that the network computes with.</param>
internal sealed record PictureInput(Graph Graph, Tensor Declared, Tensor Image)
{
    /// <summary>Null, and why, for a network that takes none.</summary>
    public static (PictureInput? Found, string WhyNot) Of(Graph graph)
    {
        if (graph.Inputs.Length != 1)
            return (null, $"the network has {graph.Inputs.Length} inputs");
        var declared = graph[graph.Inputs[0]];
        if (declared.Shape.Rank != 4 || PictureShape.Of(declared.Shape) is not { } picture)
            return (null, $"the input {declared} is no image of 1 or 3 channels");
        var found = declared.Type == ElementType.Int8 && declared.Quantization is { IsPerChannel: false }
            ? new PictureInput(graph, declared, declared)
            : Quantized(graph, declared);
        return found is not null
            ? (picture.ArePlanes ? found.OfPixels(picture) : found, "")
            : (null, $"the input {declared} is not int8, and no QUANTIZE makes int8 of it");
    }

    /// <summary>The same with pixel after pixel, which a pass moves on to where it costs least.</summary>
    private PictureInput OfPixels(PictureShape picture)
    {
        var id = new TensorId(Graph.Tensors[^1].Id.Value + 1);
        var pixels = Image with { Id = id, Name = Image.Name + "_pixels", Shape = picture.OfPixels };
        var number = Graph.Operators.Select(o => o.Id.Value).DefaultIfEmpty(-1).Max() + 1;
        var planes = new Transpose(new OperatorId(number), [id], [Image.Id], [0, 3, 1, 2]);
        var graph = Graph.With([.. Graph.Tensors, pixels], [planes, .. Graph.Operators], [id]);
        return new PictureInput(graph, Declared with { Shape = picture.OfPixels }, pixels);
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
