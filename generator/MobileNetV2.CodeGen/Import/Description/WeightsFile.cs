using MobileNetV2.CodeGen.Import.Description.Weights;

namespace MobileNetV2.CodeGen.Import.Description;

/// <summary>Opens the file that the property <c>weights</c> names.</summary>
internal static class WeightsFile
{
    private const int LongestName = 255;

    /// <summary>Its tensors by name; null when there is no such property, or after reporting why the file cannot be read.</summary>
    public static IReadOnlyDictionary<string, SafetensorsEntry>? Open(ObjectReader top, Func<string, ReadOnlyMemory<byte>?> openSibling)
    {
        if (top.FindString("weights") is not { } name)
            return null;
        var at = top.Find("weights")!.Value;
        if (!IsPlainFileName(name))
        {
            top.Errors.Add(at, where => ImportDiagnostics.WeightsName(where, at.Describe()));
            return null;
        }

        if (openSibling(name) is { } file)
            return SafetensorsReader.Read(file, name, top.Errors);
        top.Errors.Add(at, where => ImportDiagnostics.WeightsNotFound(where, name));
        return null;
    }

    /// <summary>A name that cannot leave the description's folder on any system.</summary>
    public static bool IsPlainFileName(string name) =>
        name.Length is > 0 and <= LongestName && name.Trim().Length == name.Length && name[0] != '.'
        && !name.Any(c => char.IsControl(c) || c is '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|');
}
