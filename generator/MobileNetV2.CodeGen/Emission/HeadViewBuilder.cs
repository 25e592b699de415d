using System.Collections.Immutable;
using MobileNetV2.CodeGen.Emission.Views;
using MobileNetV2.CodeGen.Heads;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Describes the head of a network.</summary>
internal static class HeadViewBuilder
{
    private const int NumbersInALine = 12;

    public static HeadView Build(Head head, ImmutableArray<PortView> outputs)
    {
        var (shape, code) = (head.Shape, head.Code);
        var call = string.Join('\n', code.Call);
        return new HeadView(
            CText.InComment(head.Text),
            CText.CommentLines(code.WorstCase, longest: 100, " * "),
            shape.ItemType,
            shape.Items,
            shape.Most,
            code.HasRows,
            code.StateBytes,
            [.. code.Macros.Select(m => new HeadMacroView(m.Name, m.Value))],
            [.. code.Tables.Select(Table)],
            code.Rule,
            code.State,
            code.Call,
            code.Reset,
            [.. head.Labels.Select(CText.StringLiteral)],
            [
                .. outputs.Select(
                    (o, i) =>
                        new HeadOutputView(
                            $"output_{CText.Integer(i)}", o.CType, outputs.Length == 1 ? "output()" : $"output({CText.Integer(i)})"))
                    .Where(o => call.Contains(o.Name, StringComparison.Ordinal)),
            ],
            code.Functions,
            [.. code.Notes.Select(n => CText.InComment(n, longest: 110))]);
    }

    private static HeadTableView Table(HeadTable table) => new(
        table.Name,
        table.CType,
        table.Values.Length,
        [.. table.Values.Chunk(NumbersInALine).Select(line => string.Join(", ", line.Select(v => CText.Integer(v))) + ",")]);
}
