using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Heads;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>heads</c>: what the outputs of a network may mean.</summary>
internal static class HeadsCommand
{
    private const string Notes = """
        A head is put behind a network by --head NAME, or --head NAME:OPTION=VALUE,OPTION=VALUE, of compile, run, plan, verify and bench. In C it is one function,
        NAME_read_answer(), that fills a plain struct: integers only, no heap, every loop bounded. 'run' and 'verify' compute the same bits.

        Examples:
          mnv2c heads
          mnv2c compile ssd.tflite --target stm32h743 --head ssd:threshold=0.4,most=5 --output gen
          mnv2c run mobilenet.tflite --head classify:top=3 --labels imagenet_labels.txt --input cat.png
        """;

    public static Command Create(CliConsole console) => ListCommand.Create(
        console, "heads", "List the heads that turn outputs into classes, boxes, points and maps", Notes, Print, WriteJson);

    private static void Print(CliConsole console)
    {
        foreach (var head in HeadCatalog.All)
        {
            console.WriteText($"{head.Name}: {head.Finds}");
            console.WriteText($"  reads       {head.Reads}");
            console.WriteText($"  answer      {head.Answer}");
            console.WriteText($"  worst case  {head.WorstCase}");
            TablePrinter.Print(console, new TextTable(
                [TableColumn.Left("  option"), TableColumn.Left("value"), TableColumn.Left("default"), TableColumn.Left("meaning")],
                [.. head.Options.Select(o => ImmutableArray.Create("  " + o.Name, o.Value, o.Default ?? "", o.Meaning))]));
            console.Out.WriteLine();
        }
    }

    private static void WriteJson(Utf8JsonWriter w)
    {
        w.WriteStartArray();
        foreach (var head in HeadCatalog.All)
        {
            w.WriteStartObject();
            w.WriteString("head", head.Name);
            w.WriteString("finds", head.Finds);
            w.WriteString("reads", head.Reads);
            w.WriteString("answer", head.Answer);
            w.WriteString("worstCase", head.WorstCase);
            w.WriteStartArray("options");
            foreach (var option in head.Options)
            {
                w.WriteStartObject();
                w.WriteString("name", option.Name);
                w.WriteString("value", option.Value);
                w.WriteString("meaning", option.Meaning);
                if (option.Default is { } otherwise)
                    w.WriteString("default", otherwise);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }
}
