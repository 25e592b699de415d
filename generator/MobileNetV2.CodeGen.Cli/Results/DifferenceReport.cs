using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Differences;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>Why other programs give other numbers, for people and for programs.</summary>
internal static class DifferenceReport
{
    private const int ShownElements = 10;

    /// <summary>Rules explain steps of one that later layers make a few of; an input that differs moves everything.</summary>
    private const double MostByRounding = 16;

    public static void Print(CliConsole console, ImmutableArray<ExplainedFile> files, OutputsApart? apart)
    {
        if (apart is not null)
        {
            console.Out.WriteLine(apart.Different == 0
                ? $"the two are equal in {TensorText.Counted(apart.Elements, "element")}"
                : $"the two differ in {TensorText.Count(apart.Different)} of {TensorText.Counted(apart.Elements, "element")}, by at most "
                    + Number(apart.Largest));
            console.Out.WriteLine();
        }

        for (var i = 0; i < files.Length; i++)
        {
            if (i > 0)
                console.Out.WriteLine();
            Print(console, TerminalText.OneLine(files[i].Path), files[i].Explanation);
        }
    }

    private static void Print(CliConsole console, string path, DifferenceExplanation found)
    {
        var elements = TensorText.Counted(found.Tensors.Sum(t => t.Elements), "element");
        if (found.Different == 0)
        {
            console.Out.WriteLine($"{path}: all {elements} equal: {found.Runtimes[0].Name} ({found.Runtimes[0].Programs})");
            PrintNearest(console, found);
            return;
        }

        console.Out.WriteLine(
            $"{path}: {TensorText.Count(found.Different)} of {elements} differ from the reference, by at most "
                + Number(found.Tensors.Max(t => t.Largest)));
        console.Out.WriteLine(Verdict(found));
        PrintNearest(console, found);
        console.Out.WriteLine();
        TablePrinter.Print(console, new TextTable(
            [TableColumn.Left("tried"), TableColumn.Right("differ still"), TableColumn.Left("programs")],
            [.. found.Runtimes.Select(r => ImmutableArray.Create(r.Name, TensorText.Count(r.Different), r.Programs))]));
        if (!found.Operators.IsEmpty)
        {
            console.Out.WriteLine();
            TablePrinter.Print(console, new TextTable(
                [TableColumn.Left("operator"), TableColumn.Left("output"), TableColumn.Left("rounds"), TableColumn.Right("explains")],
                [.. found.Operators.Select(o => ImmutableArray.Create(o.Operator, o.Name, Words(o.Rule), TensorText.Count(o.Explains)))]));
        }

        console.Out.WriteLine();
        TablePrinter.Print(console, new TextTable(
            [TableColumn.Left("tensor"), TableColumn.Right("element"), TableColumn.Right("reference"), TableColumn.Right("theirs"),
                TableColumn.Left("")],
            [.. found.Elements.Take(ShownElements).Select(e => ImmutableArray.Create(
                e.Tensor, TensorText.Count(e.Index), Number(e.Here), Number(e.Theirs),
                e.Explained.Equals(e.Theirs) ? "explained" : $"by these rules {Number(e.Explained)}"))]));
        if (found.Different > ShownElements)
            console.Out.WriteLine($"and {TensorText.Count(found.Different - ShownElements)} more; --json has them");
    }

    private static void PrintNearest(CliConsole console, DifferenceExplanation found)
    {
        foreach (var tensor in found.Tensors.Where(t => t.IsNearest))
        {
            console.Out.WriteLine(
                $"note: theirs lies between the steps of '{TerminalText.OneLine(tensor.Name)}': there it was left in float32; the nearest "
                    + "steps were compared");
        }
    }

    private static string Verdict(DifferenceExplanation found)
    {
        if (found.Runtime is { } runtime)
            return $"explained: {runtime.Name} ({runtime.Programs})";
        if (found.Unexplained == 0)
            return "explained: operators round by different rules, see below";
        var left = $"not explained: {TensorText.Count(found.Unexplained)} of {TensorText.Count(found.Different)}";
        return found.Tensors.Max(t => t.Largest) > MostByRounding
            ? left + "; differences of many steps are no matter of rounding: compare the inputs, see "
                + "docs/why-python-gives-another-number.md"
            : left + "; a folder with the tensors of every step says where it begins";
    }

    public static void PrintJson(
        CliConsole console, ImmutableArray<ExplainedFile> files, OutputsApart? apart) => JsonPrinter.Print(console, w =>
    {
        w.WriteStartObject();
        if (apart is not null)
        {
            w.WriteStartObject("apart");
            w.WriteNumber("elements", apart.Elements);
            w.WriteNumber("different", apart.Different);
            w.WriteNumber("largest", apart.Largest);
            w.WriteEndObject();
        }

        w.WriteStartArray("files");
        foreach (var (path, found) in files)
        {
            w.WriteStartObject();
            w.WriteString("file", path);
            w.WriteNumber("different", found.Different);
            w.WriteNumber("unexplained", found.Unexplained);
            if (found.Runtime is { } runtime)
                w.WriteString("rounding", runtime.Name);
            Write(w, "tried", found.Runtimes, r =>
            {
                w.WriteString("name", r.Name);
                w.WriteString("programs", r.Programs);
                w.WriteNumber("different", r.Different);
            });
            Write(w, "operators", found.Operators, o =>
            {
                w.WriteString("operator", o.Operator);
                w.WriteString("output", o.Name);
                w.WriteString("rule", Words(o.Rule));
                w.WriteNumber("explains", o.Explains);
            });
            Write(w, "tensors", found.Tensors, t =>
            {
                w.WriteString("operator", t.Operator);
                w.WriteString("name", t.Name);
                w.WriteNumber("elements", t.Elements);
                w.WriteNumber("different", t.Different);
                w.WriteNumber("largest", t.Largest);
                w.WriteNumber("unexplained", t.Unexplained);
                w.WriteBoolean("nearestSteps", t.IsNearest);
            });
            Write(w, "elements", found.Elements, e =>
            {
                w.WriteString("tensor", e.Tensor);
                w.WriteNumber("index", e.Index);
                w.WriteNumber("reference", e.Here);
                w.WriteNumber("theirs", e.Theirs);
                w.WriteBoolean("explained", e.Explained.Equals(e.Theirs));
            });
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
    });

    private static void Write<T>(Utf8JsonWriter w, string name, ImmutableArray<T> items, Action<T> write)
    {
        w.WriteStartArray(name);
        foreach (var item in items)
        {
            w.WriteStartObject();
            write(item);
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static string Words(RoundingRule rule) => rule switch
    {
        RoundingRule.Reference => "twice, in fixed point",
        RoundingRule.Once => "once, in fixed point",
        RoundingRule.Float32 => "in float32, halves to even",
        RoundingRule.Float64 => "in double, halves away from zero",
        RoundingRule.Fixed21 => "once, with factors of 21 bits",
        RoundingRule.HalvesUp => "halves up",
        RoundingRule.TowardZero => "toward zero",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, null),
    };

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
