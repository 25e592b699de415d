using System.Globalization;
using MobileNetV2.CodeGen.Emission.Views;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Describes the structure of all constants.</summary>
internal static class WeightsViewBuilder
{
    /// <summary>Shape, the model's own name, and for packed weights their layout: in lines of this many letters.</summary>
    private const int CommentLine = 108;

    public static WeightsView Build(WeightsLayout layout, WeightsFormat format, string? section)
    {
        var isBound = format == WeightsFormat.Bin;
        return new WeightsView(
            format == WeightsFormat.C,
            format == WeightsFormat.IncBin,
            isBound,
            [.. layout.Constants.Select((c, i) => Member(c, i, layout.OffsetsBytes[i]))],
            layout.AlignmentBytes,
            layout.SizeBytes,
            WeightsLayout.FingerprintBytes,
            layout.EndOfConstants,
            isBound ? string.Join(", ", layout.Fingerprint().Select(b => $"0x{b:x2}")) : "",
            section);
    }

    /// <summary>
    /// The line of a rendered template that stands for the elements of constant <paramref name="index"/>. Its control character comes
    /// through <see cref="CText.InComment"/> from no name, so no model can be called like it.
    /// </summary>
    public static string Marker(int index) => string.Create(CultureInfo.InvariantCulture, $"\u0001elements {index}");

    private static WeightsMemberView Member(ConstantArray constant, int index, int offsetBytes) => new(
        constant.Name,
        CText.CommentLines(constant.Comment, CommentLine, "     * "),
        constant.Type.CName(),
        constant.SizeBytes / constant.Type.SizeBytes(),
        constant.AlignmentBytes > constant.Type.SizeBytes() ? constant.AlignmentBytes : 0,
        offsetBytes,
        Marker(index));
}
