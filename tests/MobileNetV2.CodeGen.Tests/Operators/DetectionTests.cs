using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Operators;

/// <summary>Detections by sorting all boxes and comparing each with those that were taken before, in double precision.</summary>
public sealed class DetectionTests
{
    [Fact]
    public void Detections_are_the_best_boxes_that_do_not_overlap_better_ones()
    {
        var compared = 0;
        for (var seed = 0UL; seed < 200; seed++)
        {
            var graph = RandomGraphs.Single("TFLite_Detection_PostProcess", seed);
            var op = (DetectionPostProcess)graph.Operators.Single();
            if (op.MaxClasses > 1)
                continue;
            var trace = new ReferenceInterpreter(graph).Trace(RandomGraphs.Inputs(graph, seed));
            double[] Reals(TensorId id) => [.. RealsOf(graph[id], trace[id].Span)];
            var expected = Expected(op, Reals(op.Inputs[0]), Reals(op.Inputs[1]), Reals(op.Inputs[2]));
            var (boxes, classes, scores) = (Reals(op.Outputs[0]), Reals(op.Outputs[1]), Reals(op.Outputs[2]));

            Assert.Equal(expected.Count, Reals(op.Outputs[3])[0]);
            for (var i = 0; i < expected.Count; i++)
            {
                Assert.Equal((expected[i].Class, expected[i].Score), (classes[i], scores[i]));
                Assert.All(Enumerable.Range(0, 4), k =>
                    Assert.Equal(expected[i].Box[k], boxes[(4 * i) + k], 1e-4 + (1e-5 * Math.Abs(expected[i].Box[k]))));
            }

            Assert.All(scores.Skip(expected.Count), s => Assert.Equal(0, s));
            compared += expected.Count;
        }

        Assert.True(compared > 300, $"only {compared} detections were compared");
    }

    private static List<(double[] Box, int Class, double Score)> Expected(
        DetectionPostProcess op, double[] encodings, double[] scores, double[] anchors)
    {
        var boxes = encodings.Chunk(4).Zip(anchors.Chunk(4), (code, anchor) => Box(op, code, anchor)).ToArray();
        var rows = scores.Chunk(scores.Length / boxes.Length).Select(row => row[^op.Classes..]).ToArray();
        if (!op.IsRegular)
        {
            var best = rows.Select(row => row.Max()).ToArray();
            return [.. Taken(op, boxes, best, op.MaxDetections).Select(i => (boxes[i], Array.IndexOf(rows[i], best[i]), best[i]))];
        }

        var all = Enumerable.Range(0, op.Classes).SelectMany(c =>
            Taken(op, boxes, [.. rows.Select(row => row[c])], op.DetectionsPerClass).Select(i => (boxes[i], c, rows[i][c])));
        return [.. all.OrderByDescending(d => d.Item3).Take(op.MaxDetections)];
    }

    private static List<int> Taken(DetectionPostProcess op, double[][] boxes, double[] scores, int most)
    {
        var taken = new List<int>();
        foreach (var i in Enumerable.Range(0, boxes.Length).Where(i => scores[i] >= op.ScoreThreshold).OrderByDescending(i => scores[i]))
        {
            if (taken.Count < most && taken.TrueForAll(t => Overlap(boxes[t], boxes[i]) <= op.OverlapThreshold))
                taken.Add(i);
        }

        return taken;
    }

    private static double[] Box(DetectionPostProcess op, double[] code, double[] anchor)
    {
        var (y, x) = ((code[0] / op.YScale * anchor[2]) + anchor[0], (code[1] / op.XScale * anchor[3]) + anchor[1]);
        var (h, w) = (Math.Exp(code[2] / op.HScale) * anchor[2] / 2, Math.Exp(code[3] / op.WScale) * anchor[3] / 2);
        return [y - h, x - w, y + h, x + w];
    }

    private static double Overlap(double[] a, double[] b)
    {
        double Area(double[] box) => (box[2] - box[0]) * (box[3] - box[1]);
        var common = Math.Max(0, Math.Min(a[2], b[2]) - Math.Max(a[0], b[0])) * Math.Max(0, Math.Min(a[3], b[3]) - Math.Max(a[1], b[1]));
        return common / (Area(a) + Area(b) - common);
    }

    private static IEnumerable<double> RealsOf(Tensor tensor, ReadOnlySpan<byte> bytes) => tensor.Type == ElementType.Float32
        ? [.. MemoryMarshal.Cast<byte, float>(bytes).ToArray().Select(v => (double)v)]
        : [.. MemoryMarshal.Cast<byte, sbyte>(bytes).ToArray()
            .Select(q => (double)(float)((double)tensor.RequiredQuantization.Scale * (q - tensor.RequiredQuantization.ZeroPoint)))];
}
