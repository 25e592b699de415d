using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// TFLite_Detection_PostProcess. Every float operation stands in the order of <c>mnv2_detect_f32.c</c>, so that both have the same bits.
/// The best box that is left is looked for again and again, which gives the order of a stable sort without one.
/// </summary>
internal static class DetectionKernel
{
    public static void Run(DetectionPostProcess op, TensorValues values)
    {
        var graph = values.Graph;
        var boxes = Boxes(op, Reals(values, op.Inputs[0]), Reals(values, op.Inputs[2]), graph[op.Inputs[0]].Shape[2]);
        var scores = new Scores(Reals(values, op.Inputs[1]), graph[op.Inputs[1]].Shape[2], op.Classes);
        var found = new Detections(
            boxes,
            MemoryMarshal.Cast<byte, float>(values.Write(op.Outputs[0]).AsSpan()),
            MemoryMarshal.Cast<byte, float>(values.Write(op.Outputs[1]).AsSpan()),
            MemoryMarshal.Cast<byte, float>(values.Write(op.Outputs[2]).AsSpan()));
        if (op.IsRegular)
            Regular(op, boxes, scores, ref found);
        else
            Fast(op, boxes, scores, ref found);
        MemoryMarshal.Cast<byte, float>(values.Write(op.Outputs[3]).AsSpan())[0] = found.Count;
    }

    /// <summary>Reals of a tensor, dequantized if need be.</summary>
    public static float[] Reals(TensorValues values, TensorId id) => Reals(values.Graph[id], values.Read(id));

    public static float[] Reals(Tensor tensor, ReadOnlySpan<byte> bytes)
    {
        if (tensor.Type == ElementType.Float32)
            return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
        var (scale, zeroPoint) = (tensor.RequiredQuantization.Scale, tensor.RequiredQuantization.ZeroPoint);
        return [.. MemoryMarshal.Cast<byte, sbyte>(bytes).ToArray().Select(q => (float)((double)scale * (q - zeroPoint)))];
    }

    private static float[] Boxes(DetectionPostProcess op, float[] encodings, float[] anchors, int stride)
    {
        var boxes = new float[anchors.Length];
        for (var i = 0; i < boxes.Length; i += 4)
        {
            var code = encodings.AsSpan(i / 4 * stride, 4);
            var anchor = anchors.AsSpan(i, 4);
            var y = (float)(((double)code[0] / op.YScale * anchor[2]) + anchor[0]);
            var x = (float)(((double)code[1] / op.XScale * anchor[3]) + anchor[1]);
            var halfHeight = (float)(0.5 * FloatFunctions.Exp((double)code[2] / op.HScale) * anchor[2]);
            var halfWidth = (float)(0.5 * FloatFunctions.Exp((double)code[3] / op.WScale) * anchor[3]);
            (boxes[i], boxes[i + 1], boxes[i + 2], boxes[i + 3]) = (y - halfHeight, x - halfWidth, y + halfHeight, x + halfWidth);
        }

        return boxes;
    }

    private static void Regular(DetectionPostProcess op, float[] boxes, Scores scores, ref Detections found)
    {
        for (var c = 0; c < op.Classes; c++)
        {
            var column = Enumerable.Range(0, scores.Boxes).Select(i => scores[i, c]).ToArray();
            foreach (var box in Suppressed(op, boxes, column, op.DetectionsPerClass))
                found.Insert(box, c, column[box], op.MaxDetections);
        }
    }

    private static void Fast(DetectionPostProcess op, float[] boxes, Scores scores, ref Detections found)
    {
        var best = Enumerable.Range(0, scores.Boxes).Select(i => scores[i, scores.Next(i, -1)]).ToArray();
        foreach (var box in Suppressed(op, boxes, best, op.MaxDetections))
        {
            var c = -1;
            for (var n = 0; n < op.ClassesPerBox; n++)
            {
                c = scores.Next(box, c);
                found.Put((op.ClassesPerBox * found.Count) + n, box, c, scores[box, c]);
            }
        }
    }

    /// <summary>The best boxes in order; one that overlaps a better one too much is left out.</summary>
    private static List<int> Suppressed(DetectionPostProcess op, float[] boxes, float[] scores, int most)
    {
        var isActive = scores.Select(s => s >= op.ScoreThreshold).ToArray();
        var selected = new List<int>();
        while (selected.Count < most)
        {
            var best = -1;
            for (var i = 0; i < scores.Length; i++)
            {
                if (isActive[i] && (best < 0 || scores[i] > scores[best]))
                    best = i;
            }

            if (best < 0)
                break;
            selected.Add(best);
            isActive[best] = false;
            for (var i = 0; i < scores.Length; i++)
            {
                if (isActive[i] && Overlap(boxes.AsSpan(4 * best, 4), boxes.AsSpan(4 * i, 4)) > op.OverlapThreshold)
                    isActive[i] = false;
            }
        }

        return selected;
    }

    private static float Overlap(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var areaA = (float)((float)(a[2] - a[0]) * (float)(a[3] - a[1]));
        var areaB = (float)((float)(b[2] - b[0]) * (float)(b[3] - b[1]));
        if (areaA <= 0 || areaB <= 0)
            return 0;
        var height = Larger(Smaller(a[2], b[2]) - Larger(a[0], b[0]), 0);
        var width = Larger(Smaller(a[3], b[3]) - Larger(a[1], b[1]), 0);
        var common = (float)(height * width);
        return common / (float)((float)(areaA + areaB) - common);
    }

    // As in C: the first operand unless the second is really larger or smaller.
    private static float Larger(float a, float b) => a < b ? b : a;

    private static float Smaller(float a, float b) => b < a ? b : a;

    /// <summary>Scores of boxes by class, without the background.</summary>
    private sealed class Scores(float[] values, int stride, int classes)
    {
        public int Boxes => values.Length / stride;

        public float this[int box, int c] => values[(box * stride) + stride - classes + c];

        /// <summary>The best class after <paramref name="previous"/> in descending order, lower classes first;
        /// the best of all after -1.</summary>
        public int Next(int box, int previous)
        {
            var best = -1;
            for (var c = 0; c < classes; c++)
            {
                var isAfter = previous < 0 || this[box, c] < this[box, previous] || (this[box, c] == this[box, previous] && c > previous);
                if (isAfter && (best < 0 || this[box, c] > this[box, best]))
                    best = c;
            }

            return best < 0 ? 0 : best;
        }
    }

    /// <summary>The outputs while they are filled.</summary>
    private ref struct Detections(float[] all, Span<float> boxes, Span<float> classes, Span<float> scores)
    {
        private readonly Span<float> _boxes = boxes;
        private readonly Span<float> _classes = classes;
        private readonly Span<float> _scores = scores;

        public int Count { get; private set; }

        /// <summary>Writes a slot if there is one; the reference counts also what has none.</summary>
        public void Put(int slot, int box, int c, float score)
        {
            Count++;
            if (slot >= _scores.Length)
                return;
            all.AsSpan(4 * box, 4).CopyTo(_boxes[(4 * slot)..]);
            (_classes[slot], _scores[slot]) = (c, score);
        }

        /// <summary>Keeps the best, in descending order; of equal ones those that came first.</summary>
        public void Insert(int box, int c, float score, int most)
        {
            var slot = Count;
            while (slot > 0 && _scores[slot - 1] < score)
                slot--;
            if (slot == most)
                return;
            Count = Math.Min(Count + 1, most);
            for (var i = Count - 1; i > slot; i--)
            {
                (_classes[i], _scores[i]) = (_classes[i - 1], _scores[i - 1]);
                _boxes.Slice(4 * (i - 1), 4).CopyTo(_boxes[(4 * i)..]);
            }

            all.AsSpan(4 * box, 4).CopyTo(_boxes[(4 * slot)..]);
            (_classes[slot], _scores[slot]) = (c, score);
        }
    }
}
