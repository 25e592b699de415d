using System.Collections.Immutable;
using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>Boxes that people drew, as COCO's files have them.</summary>
/// <param name="Images">By file name.</param>
/// <param name="Categories">Names by class: categories are counted in the order of their ids, from 0.</param>
internal sealed record CocoAnnotations(
    ImmutableDictionary<string, AnnotatedImage> Images, ImmutableArray<string> Categories)
{
    public static Outcome<CocoAnnotations> Load(string path)
    {
        var file = FileReading.ReadAll(path);
        if (file.Value is not { } bytes)
            return new(null, file.Diagnostics);
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return new(Read(document.RootElement), []);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return new(null, [CommandLineDiagnostics.AnnotationsUnfit(path, $"it cannot be read: {e.Message.Split('\n')[0].TrimEnd()}")]);
        }
    }

    private static CocoAnnotations Read(JsonElement root)
    {
        var categories = root.GetProperty("categories").EnumerateArray()
            .Select(c => (Id: c.GetProperty("id").GetInt64(), Name: c.GetProperty("name").GetString() ?? ""))
            .DistinctBy(c => c.Id).OrderBy(c => c.Id).ToList();
        var classes = categories.Select((c, i) => (c.Id, i)).ToDictionary(c => c.Id, c => c.i);
        var boxes = root.GetProperty("annotations").EnumerateArray()
            .ToLookup(a => a.GetProperty("image_id").GetInt64(), a => Box(a, classes));
        return new(
            root.GetProperty("images").EnumerateArray()
                .Select(i => new AnnotatedImage(
                    Path.GetFileName(i.GetProperty("file_name").GetString() ?? ""),
                    i.GetProperty("width").GetDouble(),
                    i.GetProperty("height").GetDouble(),
                    [.. boxes[i.GetProperty("id").GetInt64()]]))
                .DistinctBy(i => i.Name).ToImmutableDictionary(i => i.Name),
            [.. categories.Select(c => c.Name)]);
    }

    private static TrueBox Box(JsonElement annotation, Dictionary<long, int> classes)
    {
        var sides = annotation.GetProperty("bbox").EnumerateArray().Select(s => s.GetDouble()).ToArray();
        if (sides is not [var left, var top, var width, var height])
            throw new FormatException($"a box has {sides.Length} numbers, 4 are left, top, width and height");
        if (!classes.TryGetValue(annotation.GetProperty("category_id").GetInt64(), out var number))
            throw new FormatException("a box has a category that is not among the categories");
        var isCrowd = annotation.TryGetProperty("iscrowd", out var crowd) && crowd.GetInt32() != 0;
        return new TrueBox(new BoxSides(left, top, left + width, top + height), number, isCrowd);
    }
}
