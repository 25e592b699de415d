using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Heads;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>What a head makes of the outputs, for people and for programs.</summary>
internal static class AnswerReport
{
    public static void Print(CliConsole console, ModelFile model, HeadAnswer answer, bool json)
    {
        var isTracked = answer.Items.Any(i => i is FoundBox { Track: > 0 } or FoundPoint { Track: > 0 });
        var rows = answer.Items.Select(i => Facts(i, model.Head!, answer.Map, isTracked)).ToImmutableArray();
        if (json)
            JsonPrinter.Print(console, w => Write(w, model, rows));
        else if (rows.IsEmpty)
            console.Out.WriteLine("nothing found");
        else
            TablePrinter.Print(
                console,
                new TextTable(
                    [.. rows[0].Select(f => f.Text is null ? TableColumn.Right(f.Name) : TableColumn.Left(f.Name))],
                    [.. rows.Select(r => r.Select(Shown).ToImmutableArray())]));
    }

    private static void Write(Utf8JsonWriter w, ModelFile model, ImmutableArray<ImmutableArray<Fact>> rows)
    {
        w.WriteStartObject();
        w.WriteString("model", model.Graph.Name);
        w.WriteString("head", model.Head!.Text);
        w.WriteStartArray("answer");
        foreach (var row in rows)
        {
            w.WriteStartObject();
            foreach (var fact in row)
            {
                if (fact.Text is { } text)
                    w.WriteString(fact.Name, text);
                else
                    w.WriteNumber(fact.Name, Math.Round(fact.Number, 5));
            }

            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static string Shown(Fact fact) =>
        fact.Text ?? fact.Number.ToString(fact.Name is "score" or "similarity" or "share" ? "F4" : "0.##", CultureInfo.InvariantCulture);

    /// <param name="isTracked">Any of the items has a track: then all tell theirs, 0 for none.</param>
    private static ImmutableArray<Fact> Facts(IAnswerItem item, Head head, ClassMap? map, bool isTracked) => item switch
    {
        RankedClass c => [Number("class", c.Class), Share("score", c.Score), .. Label(head, c.Class)],
        FoundBox b =>
        [
            Number("class", b.Class), Share("score", b.Score),
            Pixels("left", b.Left), Pixels("top", b.Top), Pixels("right", b.Right), Pixels("bottom", b.Bottom),
            .. isTracked ? [Number("track", b.Track)] : ImmutableArray<Fact>.Empty, .. Label(head, b.Class),
        ],
        FoundPoint p =>
        [
            Number("class", p.Class), Share("score", p.Score), Pixels("x", p.X), Pixels("y", p.Y),
            .. isTracked ? [Number("track", p.Track)] : ImmutableArray<Fact>.Empty, .. Label(head, p.Class),
        ],
        ClassRegion r =>
        [
            Number("class", r.Class), Number("area", r.Area), new("share", (double)r.Area / (map!.Width * map.Height)),
            Number("left", r.Left), Number("top", r.Top), Number("right", r.Right), Number("bottom", r.Bottom), .. Label(head, r.Class),
        ],
        GalleryMatch m => [Number("identity", m.Identity), Share("similarity", m.Similarity), .. Label(head, m.Identity)],
        _ => [.. item.Members.Select((m, i) => Number($"member{i.ToString(CultureInfo.InvariantCulture)}", m))],
    };

    private static Fact Number(string name, int value) => new(name, value);

    private static Fact Share(string name, int value) => new(name, value / 32768.0);

    private static Fact Pixels(string name, int value) => new(name, value / 16.0);

    private static ImmutableArray<Fact> Label(Head head, int index) => head.Labels.IsEmpty ? [] : [new("label", 0, head.LabelOf(index))];

    private sealed record Fact(string Name, double Number, string? Text = null);
}
