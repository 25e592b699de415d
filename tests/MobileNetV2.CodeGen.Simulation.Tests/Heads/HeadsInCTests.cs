using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Heads;
using MobileNetV2.CodeGen.Simulation.Tests.Verification;
using MobileNetV2.CodeGen.Simulation.Verification;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Heads;

/// <summary>The C of each head gives the bits of its managed reference: on random outputs, built with sanitizers.</summary>
public sealed class HeadsInCTests
{
    internal static readonly Dictionary<string, Func<HeadedNetwork>> Cases = new()
    {
        ["classes that are probabilities"] = () => Of("classify:top=4,threshold=0.1", (new Shape(1, 11), 1 / 256f, -128)),
        ["classes by softmax, averaged"] = () =>
            HeadGraphs.Headed(
                HeadGraphs.Outputs((new Shape(1, 1, 1, 7), 0.07f, 5)), "classify:smoothing=3", labels: ["a", "b", "\"c\" ?\\"]),
        ["classes by logistic"] = () => Of("classify:scores=logistic,top=40", (new Shape(1, 33), 0.05f, -9)),
        ["boxes of SSD"] = () => Of("ssd:threshold=0.3,levels=4/5,candidates=20", (Ssd(4), 0.06f, 11), (Ssd(3), 1 / 256f, -128)),
        ["boxes of SSD, agnostic, softmax, followed"] = () =>
            Of(
                "ssd:threshold=0.4,agnostic,scores=softmax,levels=4/5,track=3,keep=1,most=5,share=0.1",
                (Ssd(4), 0.1f, -3),
                (Ssd(5), 0.05f, 2)),
        ["boxes of a feature pyramid"] = () =>
            Of("ssd:anchors=fpn,levels=5/5,background=0,overlap=0.2", (new Shape(1, 36, 1), 0.04f, 0), (new Shape(1, 36, 4), 0.03f, 0)),
        ["boxes of SSD, corners, anchors of the network"] = () => Given("ssd:threshold=0.3,overlap=0.3"),
        ["boxes of SSD, centres, anchors of the network"] = () => Given("ssd:threshold=0.3,encoding=centre"),
        ["boxes of SSD, corners, made anchors"] = () =>
            Of("ssd:threshold=0.3,levels=4/5,encoding=corners,variances=2/4/2/4", (Ssd(4), 0.03f, 11), (Ssd(3), 1 / 256f, -128)),
        ["boxes of YOLO v2"] = () => Of("yolo:version=2,anchors=1/2/2.5/1,cells,threshold=0.1", (new Shape(1, 4, 6, 16), 0.05f, 0)),
        ["boxes of YOLO v3 on two grids"] = () =>
            Of(
                "yolo:anchors=10/14/23/27/40/50/60/80,threshold=0.2",
                (new Shape(1, 2, 3, 14), 0.06f, 9),
                (new Shape(1, 4, 6, 14), 0.05f, -5)),
        ["boxes of YOLO v5, agnostic"] = () =>
            Of("yolo:version=5,agnostic,anchors=16/16/32/20/9/40,threshold=0.2,track=8", (new Shape(1, 4, 6, 24), 0.04f, 1)),
        ["boxes of YOLO v8, raw"] = () =>
            Of("yolo:bins=8,threshold=0.5", (new Shape(1, 8, 12, 34), 0.05f, 0), (new Shape(1, 4, 6, 34), 0.08f, 30)),
        ["boxes of YOLO v8, worked out"] = () => Of("yolo:threshold=0.6", (new Shape(1, 7, 80), 1 / 200f, -128)),
        ["boxes of YOLO v8 in pixels"] = () => Of("yolo:threshold=0.6,agnostic", (new Shape(1, 6, 50), 0.4f, -128)),
        ["boxes of YOLO v5, worked out"] = () => Of("yolo:threshold=0.3", (new Shape(1, 80, 8), 1 / 200f, -120)),
        ["boxes of YOLO v5 in percent, turned inside out"] = () =>
            Of("yolo:version=5,scores=percent,threshold=0.2,overlap=0.4", (new Shape(1, 7, 60), 0.9f, -40)),
        ["boxes of YOLOX"] = () =>
            Of("yolo:version=x,threshold=0.2", (new Shape(1, 8, 12, 7), 0.05f, 4), (new Shape(1, 4, 6, 7), 0.06f, -30)),
        ["boxes of YOLOX in one output"] = () => Of("yolo:version=x,agnostic,threshold=0.3", (new Shape(1, 126, 9), 0.02f, -30)),
        ["key points of the best body"] = () => Of("pose:threshold=0.6", (new Shape(1, 20, 33), 1 / 220f, -110)),
        ["peaks"] = () => Of("fomo:threshold=0.7,most=6", (new Shape(1, 8, 12, 3), 1 / 256f, -128)),
        ["peaks without a background"] = () => Of("fomo:background=0,most=100", (new Shape(1, 5, 7, 2), 0.05f, 0)),
        ["peaks, followed"] = () => Of("fomo:most=8,track=5,keep=1,reach=20", (new Shape(1, 6, 7, 3), 0.05f, 0)),
        ["key points of maps, smoothed"] = () => Of("pose:threshold=0.999,smoothing=3,keep=2", (new Shape(1, 8, 12, 5), 0.05f, 0)),
        ["key points worked out, going on"] = () => Of("pose:keep=9", (new Shape(1, 1, 17, 3), 1 / 256f, -128)),
        ["key points of maps"] = () => Of("pose:threshold=0.999", (new Shape(1, 8, 12, 5), 0.05f, 0)),
        ["key points worked out"] = () => Of("pose", (new Shape(1, 1, 17, 3), 1 / 256f, -128)),
        ["embeddings"] = () =>
            HeadGraphs.Headed(
                HeadGraphs.Outputs((new Shape(1, 16), 0.01f, 3)), "embedding:threshold=-1,top=5", new TestRandom(7).Bytes(16 * 9)),
        ["embeddings of faces"] = () =>
            HeadGraphs.Headed(
                HeadGraphs.Outputs((new Shape(1, 16), 0.01f, 3)), "embedding:align=arcface,threshold=0", new TestRandom(8).Bytes(16 * 3)),
        ["a class map"] = () => Of("segment", (new Shape(1, 9, 13, 5), 0.1f, 2)),
        ["a mask"] = () => Of("segment:threshold=0.4,smallest=9", (new Shape(1, 9, 13, 1), 1 / 256f, -128)),
        ["a class map enlarged"] = () =>
            HeadGraphs.Headed(HeadGraphs.Segmentation(new Shape(1, 5, 7, 6), 21, 30, true, false, argMax: true), "segment"),
        ["a class map enlarged, centres"] = () =>
            HeadGraphs.Headed(HeadGraphs.Segmentation(new Shape(1, 4, 6, 3), 16, 25, false, true, argMax: false), "segment"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public async Task The_C_answers_with_the_bits_of_the_reference(string name)
    {
        var headed = Cases[name]();
        var request = Networks.Request(headed.Graph, "host");

        await Networks.MustBeExact(request with
        {
            Compile = request.Compile with { Head = headed.Head },
            Sanitize = true,
            RandomCases = 40,
            Seed = 3,
        });
    }

    [SkippableTheory]
    [InlineData("cortex-m0plus")]
    [InlineData("cortex-m4")]
    [InlineData("cortex-m55")]
    public async Task Cores_answer_with_the_same_bits(string target)
    {
        var headed = Cases["boxes of SSD, agnostic, softmax, followed"]();
        var request = Networks.Request(headed.Graph, target);

        await Networks.MustBeExact(request with { Compile = request.Compile with { Head = headed.Head }, RandomCases = 8 });
    }

    [SkippableFact]
    public async Task An_answer_that_differs_is_found()
    {
        var headed = Cases["peaks"]();
        var request = Networks.Request(headed.Graph, "host");

        var report = (await Verifier.VerifyAsync(request with { Compile = request.Compile with { Head = new Liar(headed.Head) } })).Sound();

        Assert.Equal("head", report.FirstDifference?.Operator);
    }

    private static HeadedNetwork Of(string head, params (Shape Shape, float Scale, int ZeroPoint)[] outputs) =>
        HeadGraphs.Headed(HeadGraphs.Outputs(outputs), head);

    private static HeadedNetwork Given(string head)
    {
        var anchors = new TestRandom(4).Bytes(30 * 4);
        return HeadGraphs.Headed(
            HeadGraphs.WithAnchors((new Shape(1, 30, 4), 0.02f, 5), (new Shape(1, 30, 3), 1 / 256f, -128), anchors, 1 / 255f), head);
    }

    /// <summary>4 x 6 cells with three anchors and 2 x 3 with six.</summary>
    private static Shape Ssd(int channels) => new(1, (4 * 6 * 3) + (2 * 3 * 6), channels);

    /// <summary>A head whose reference is another than its C.</summary>
    private sealed class Liar(Head head) : Head
    {
        public override HeadShape Shape => head.Shape;

        public override HeadCode Code => head.Code;

        public override IHeadSession Start() => new Same();

        private sealed class Same : IHeadSession
        {
            public HeadAnswer Read(IReadOnlyList<byte[]> outputs) => new([new FoundPoint(1, 2, 3, 4)]);
        }
    }
}
