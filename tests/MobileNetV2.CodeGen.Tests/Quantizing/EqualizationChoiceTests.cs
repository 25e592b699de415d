using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Quantizing;
using MobileNetV2.CodeGen.Tests.Import.Onnx;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Quantizing;

public sealed class EqualizationChoiceTests
{
    private const int Pixels = 16;

    [Fact]
    public void A_channel_that_is_always_small_gets_more_steps()
    {
        var (graph, samples) = (Network(1f / 128, 128), Samples(_ => 5));

        var chosen = EqualizationChoice.Of(graph, new QuantizeRequest(graph, samples), samples);

        Assert.Contains(chosen.Tensors, t => t.Name.EndsWith(ChannelEqualization.Suffix, StringComparison.Ordinal));
    }

    /// <summary>Half of the samples do not show what the others have; larger channels would be cut off at 6.</summary>
    [Fact]
    public void A_channel_that_is_small_by_chance_keeps_its_room()
    {
        var (graph, samples) = (Network(1, 1), Samples(i => i % 2 == 0 ? 0.05 : 5));

        Assert.Same(graph, EqualizationChoice.Of(graph, new QuantizeRequest(graph, samples), samples));
    }

    /// <summary>Two channels, of which the second is made smaller and larger again.</summary>
    private static Graph Network(float smaller, float larger)
    {
        var n = new TestOnnx();
        var first = n.Node("Conv", [n.Input(1, 2, 4, 4), n.Floats([2, 2, 1, 1], 1, 0, 0, smaller), n.Floats([2], 0, 0)]);
        var clipped = n.Node("Clip", [first, n.Floats([], 0), n.Floats([], 6)]);
        n.Output(n.Node("Conv", [clipped, n.Floats([2, 1, 1, 1], 1, larger), n.Floats([2], 0, 0)], ("group", 2)));
        return ModelImporter.Import(n.Build(), "net.onnx", _ => null).Sound();
    }

    /// <param name="most">What the second channel of a sample reaches.</param>
    private static ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> Samples(Func<int, double> most)
    {
        var random = new TestRandom(3);
        return [.. Enumerable.Range(0, 12).Select(i =>
        {
            var reals = Enumerable.Range(0, 2 * Pixels).Select(k => (float)random.Double(0, k % 2 == 0 ? 5.5 : most(i))).ToArray();
            return ImmutableArray.Create((ReadOnlyMemory<byte>)MemoryMarshal.AsBytes(reals.AsSpan()).ToArray());
        })];
    }
}
