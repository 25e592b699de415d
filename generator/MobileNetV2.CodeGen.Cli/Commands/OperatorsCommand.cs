using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Reports.Support;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>operators</c>: what networks may be made of.</summary>
internal static class OperatorsCommand
{
    private const string Notes = """
        For each operator the element types of its first input that have a kernel: ours, and a function of CMSIS-NN where every build of it gives
        the same bits; and whether it can run row by row, as part of a stream. uint8 networks become int8 when they are read.
        What a limit of a kernel or of a shape refuses, 'mnv2c inspect MODEL' says.

        Examples:
          mnv2c operators
          mnv2c operators --json
        """;

    public static Command Create(CliConsole console) => ListCommand.Create(
        console, "operators", "List the operators that networks may be made of", Notes, PrintTable, WriteJson);

    private static void PrintTable(CliConsole console) => TablePrinter.Print(console, new TextTable(
        [TableColumn.Left("operator"), TableColumn.Left("own kernels"), TableColumn.Left("cmsis-nn"), TableColumn.Left("streams")],
        [.. OperatorMatrix.All.Select(o => ImmutableArray.Create(o.Kind, Own(o), Library(o), Streams(o)))]));

    private static string Own(OperatorSupport support) =>
        support.IsFolded && support.Portable.IsEmpty ? "none needed: known when compiled" : string.Join(' ', support.Portable);

    private static string Library(OperatorSupport support) =>
        support.WhyNoLibrary is { } reason ? $"no: {reason}" : string.Join(' ', support.CmsisNn);

    private static string Streams(OperatorSupport support) => support.StreamsWhen switch
    {
        null => "",
        "" => "yes",
        var condition => condition,
    };

    private static void WriteJson(Utf8JsonWriter w)
    {
        w.WriteStartArray();
        foreach (var support in OperatorMatrix.All)
        {
            w.WriteStartObject();
            w.WriteString("operator", support.Kind);
            Types("reference", support.Reference);
            Types("portable", support.Portable);
            Types("cmsisNn", support.CmsisNn);
            if (support.WhyNoLibrary is { } reason)
                w.WriteString("cmsisNnWhyNot", reason);
            w.WriteBoolean("streams", support.StreamsWhen is not null);
            if (support.StreamsWhen is { Length: > 0 } condition)
                w.WriteString("streamsWhen", condition);
            w.WriteBoolean("isFolded", support.IsFolded);
            w.WriteEndObject();
        }

        w.WriteEndArray();

        void Types(string name, ImmutableArray<string> types)
        {
            w.WriteStartArray(name);
            foreach (var type in types)
                w.WriteStringValue(type);
            w.WriteEndArray();
        }
    }
}
