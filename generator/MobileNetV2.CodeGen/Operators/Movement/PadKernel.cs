using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>PAD and PADV2.</summary>
internal static class PadKernel
{
    public static void Run(Pad op, TensorValues values)
    {
        var graph = values.Graph;
        var (input, output) = (graph[op.Input], graph[op.Output]);
        var size = input.Type.SizeBytes();
        if (size != 1 && op.Value != 0)
            throw new InvalidOperationException($"{op} pads {input.Type} with {op.Value}; only 8-bit tensors take a value");

        var strides = Offsets.Strides(output.Shape);
        var start = op.Before.Zip(strides, (before, stride) => before * stride).Sum();

        // The innermost axes without padding, and the one outside them, are in one piece.
        var outer = input.Shape.Rank;
        while (outer > 0 && (outer == input.Shape.Rank || input.Shape[outer] == output.Shape[outer]))
            outer--;
        var pieces = Offsets.Walk(new Shape(input.Shape.Dimensions[..outer]), strides, start);
        var length = input.Shape.ElementCount / pieces.Length * size;
        var source = values.Read(op.Input);
        var result = values.Write(op.Output);
        Array.Fill(result, Elements.ToByte(op.Value));
        for (var i = 0; i < pieces.Length; i++)
            source.Slice(i * length, length).CopyTo(result.AsSpan(pieces[i] * size));
    }
}
