using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Heads;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Heads;

public class SegmentTests
{
    /// <summary>Pixel by pixel, or as RESIZE_BILINEAR and ARG_MAX over the whole picture: the same classes.</summary>
    [Theory]
    [InlineData(5, 7, 4, 33, 29, true, false)]
    [InlineData(3, 4, 21, 17, 32, false, true)]
    [InlineData(8, 8, 2, 5, 3, false, false)]
    public void The_head_gives_the_map_of_the_operators_that_it_takes_over(
        int height, int width, int classes, int rows, int columns, bool corners, bool centers)
    {
        var graph = HeadGraphs.Segmentation(new Shape(1, height, width, classes), rows, columns, corners, centers, argMax: true);
        var headed = HeadGraphs.Headed(graph, "segment");
        var random = new TestRandom(3);
        ReadOnlyMemory<byte>[] input = [random.Bytes(height * width * classes)];

        var whole = new InterpreterSession(graph).Run(input)[0];
        var answer = headed.Head.Start().Read(new InterpreterSession(headed.Graph).Run(input));

        Assert.DoesNotContain(headed.Graph.Operators, o => o.Kind is "RESIZE_BILINEAR" or "ARG_MAX");
        var map = answer.Map!;
        Assert.Equal((columns, rows), (map.Width, map.Height));
        Assert.Equal(
            Enumerable.Range(0, rows * columns).Select(i => BitConverter.ToInt32(whole, sizeof(int) * i)), map.Classes.Select(c => (int)c));
        Assert.Equal(rows * columns, answer.Items.Cast<ClassRegion>().Sum(r => r.Area));
        Assert.All(answer.Items.Cast<ClassRegion>(), r =>
        {
            var pixels = Enumerable.Range(0, rows * columns).Where(i => map.Classes[i] == r.Class).ToArray();
            Assert.Equal((pixels.Min(i => i % columns), pixels.Min(i => i / columns)), (r.Left, r.Top));
            Assert.Equal((pixels.Max(i => i % columns), pixels.Max(i => i / columns)), (r.Right, r.Bottom));
        });
    }

    /// <summary>What the reference arithmetic finds: a bird, 0.837 of it in common with what a person drew.</summary>
    [SkippableFact]
    public void DeepLab_finds_the_bird()
    {
        var path = SharedData.Require("models", "deeplabv3_mnv2_dm05_pascal_quant.tflite");
        var input = SharedData.Require("golden", "deeplabv3_mnv2_dm05_pascal_quant", "bird.in.bin");
        var expected = SharedData.Require("golden", "deeplabv3_mnv2_dm05_pascal_quant", "bird.out.bin");
        var graph = ModelImporter.Import(File.ReadAllBytes(path), path, _ => null).Sound();
        var headed = HeadGraphs.Headed(graph, "segment");

        var answer = headed.Head.Start().Read(new InterpreterSession(headed.Graph).Run([File.ReadAllBytes(input)]));

        var golden = File.ReadAllBytes(expected);
        Assert.Equal(
            Enumerable.Range(0, 513 * 513).Select(i => (int)BitConverter.ToInt64(golden, sizeof(long) * i)),
            answer.Map!.Classes.Select(c => (int)c));
    }
}
