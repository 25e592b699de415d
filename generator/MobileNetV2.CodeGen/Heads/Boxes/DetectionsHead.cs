using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Boxes that TFLite_Detection_PostProcess has found; the C is <c>mnv2_detections</c>.</summary>
/// <param name="slots">The most that the network gives.</param>
internal sealed class DetectionsHead(BoxRule rule, TrackRule? track, int slots) : BoxHead(rule, track)
{
    private const int One = 32768;

    protected override bool UsesCandidates => false;

    protected override HeadCode Finding => new(
        ["mnv2_detections.c"],
        [],
        [HeadCodeBuilder.Text($"static const mnv2_detections_rule head_rule = {{{Rule.InC}, {slots}}};")],
        ["answer->count = mnv2_detections(&head_rule, output_0, output_1, output_2, output_3, answer->boxes);"],
        HeadCodeBuilder.Text($"{slots} boxes"));

    protected override ImmutableArray<FoundBox> Read(IReadOnlyList<byte[]> outputs)
    {
        var places = MemoryMarshal.Cast<byte, float>(outputs[0]).ToArray();
        var classes = MemoryMarshal.Cast<byte, float>(outputs[1]).ToArray();
        var scores = MemoryMarshal.Cast<byte, float>(outputs[2]).ToArray();
        var found = Math.Min(slots, Steps(BitConverter.ToSingle(outputs[3]) / One, One));
        return
        [
            .. Enumerable.Range(0, found)
                .Where(i => Steps(scores[i], One) >= Rule.Threshold)
                .Take(Rule.Most)
                .Select(i => new FoundBox(
                    Steps(places[(4 * i) + 1], Rule.Width),
                    Steps(places[4 * i], Rule.Height),
                    Steps(places[(4 * i) + 3], Rule.Width),
                    Steps(places[(4 * i) + 2], Rule.Height),
                    Steps(classes[i] / One, One),
                    Steps(scores[i], One))),
        ];
    }

    /// <summary>A number from 0 to 1 as steps of <paramref name="end"/>, rounded; the only float operation is one multiplication.</summary>
    private static int Steps(float value, int end)
    {
        var doubled = value * (2 * end);
        return !(doubled > 0) ? 0 : doubled >= 2 * end ? end : ((int)doubled + 1) / 2;
    }
}
