using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Zoo;
using MobileNetV2.CodeGen.Zoo.Calibration;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>Inputs when the user has none: synthetic pictures where the input is an image, noise elsewhere.</summary>
internal static class MadeUpSamples
{
    private const int Count = 64;

    public static ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> For(Graph graph, (float Least, float Most) range)
    {
        var random = new DeterministicRandom(1);
        var perInput = graph.Inputs.Select(id => Inputs(graph[id].Shape, random, range)).ToImmutableArray();
        return [.. Enumerable.Range(0, Count).Select(s => perInput.Select(blocks => blocks[s]).ToImmutableArray())];
    }

    private static ReadOnlyMemory<byte>[] Inputs(Shape shape, DeterministicRandom random, (float Least, float Most) range)
    {
        var isImage = shape.Rank == 4 && shape.Batch == 1 && shape is { Height: > 4, Width: > 4 };
        var (height, width, channels) = isImage ? (shape.Height, shape.Width, shape.Channels) : (1, 1, shape.ElementCount);
        var batch = CalibrationPictures.Make(random, isImage ? Count : 4 * Count, height, width, channels, zeroPoint: 0);
        var result = new ReadOnlyMemory<byte>[Count];
        for (var s = 0; s < Count; s++)
        {
            // Of what is no image only every fourth sample is noise from end to end, as is wanted.
            var values = batch.Values.AsSpan((isImage ? s : (4 * s) + 2) * shape.ElementCount, shape.ElementCount);
            var reals = new float[shape.ElementCount];
            for (var i = 0; i < reals.Length; i++)
                reals[i] = range.Least + ((values[i] + 128) / 255f * (range.Most - range.Least));
            result[s] = MemoryMarshal.AsBytes(reals.AsSpan()).ToArray();
        }

        return result;
    }
}
