using System.Collections.Immutable;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>Names of classes: one line each, counted from 0.</summary>
internal sealed record LabelFile(string Path, ImmutableArray<string> Labels)
{
    public static Outcome<LabelFile> Load(string path)
    {
        var file = FileReading.ReadAll(path);
        if (file.Value is not { } bytes)
            return new(null, file.Diagnostics);
        var text = System.Text.Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').TrimEnd('\r', '\n');
        return new(new LabelFile(path, [.. text.Split('\n').Select(l => l.Trim())]), []);
    }
}
