using System.Text;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>Names from an untrusted file end up in messages, reports and comments of generated code.</summary>
internal static class SourceName
{
    private const int LongestName = 256;

    /// <summary>The name without control characters, cut at a length that people can read.</summary>
    public static string Clean(string name)
    {
        var cut = name.Length > LongestName;
        var text = new StringBuilder(cut ? name[..LongestName] : name);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) || text[i] is '\u2028' or '\u2029')
                text[i] = '?';
        }

        return cut ? text.Append("...").ToString() : text.ToString();
    }
}
