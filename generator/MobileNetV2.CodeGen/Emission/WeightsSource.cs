using System.Text;
using MobileNetV2.CodeGen.Files;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>The C file of all constants: a rendered frame into which the elements are streamed.</summary>
internal static class WeightsSource
{
    private const int ElementIndent = 12;

    /// <param name="frame">Has a line with the marker of each constant, in order.</param>
    public static GeneratedFile File(string path, string frame, WeightsLayout layout) => new(path, output => Write(output, frame, layout));

    private static void Write(Stream output, string frame, WeightsLayout layout)
    {
        var rest = frame.AsSpan();
        for (var i = 0; i < layout.Constants.Length; i++)
        {
            var marker = WeightsViewBuilder.Marker(i) + "\n";
            var at = rest.IndexOf(marker, StringComparison.Ordinal);
            if (at < 0)
                throw new InvalidOperationException($"the template has no place for constant '{layout.Constants[i].Name}'");
            output.Write(Encoding.UTF8.GetBytes(rest[..at].TrimEnd(' ').ToString()));
            ArrayText.Write(output, layout.Constants[i], ElementIndent);
            rest = rest[(at + marker.Length)..];
        }

        output.Write(Encoding.UTF8.GetBytes(rest.ToString()));
    }
}
