using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Kernels.Int4;
using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Targets;
using WeightFacts = MobileNetV2.CodeGen.Kernels.WeightFacts;

namespace MobileNetV2.CodeGen.Tests.Kernels;

/// <summary>What every kernel that packs weights says to every filter of a graph: why not, or its arguments and the bytes of its
/// constants. Compiled a second time with packing code that has a fault in it.</summary>
internal static class PackingProbe
{
    private static readonly KernelRule[] Rules =
    [
        new ConvolveSquares(), new ConvolveQuads(4), new ConvolveQuads(2), new ConvolveQuads(1),
        new ConvolveHalfwords(4), new ConvolveHalfwords(2, isForAll: true), new FullyConnectFours(), new FullyConnectFours(isForAll: true),
        new Convolve(), new FullyConnect(),
        new DepthwiseColumns(64, rowsAtOnce: 2), new DepthwiseColumns(16, rowsAtOnce: 1), new DepthwiseBlocks(),
        new DepthwiseQuads(hasScratch: true), new DepthwiseQuads(hasScratch: false), new Depthwise3x3(), new DepthwiseConvolve(),
        new ConvolveNibbles(), new DepthwiseNibbles(),
    ];

    /// <summary>A line for each answer.</summary>
    public static string Ask(Graph graph, Target target)
    {
        var (text, facts) = (new StringBuilder(), new WeightFacts());
        // Only tables and biases of 16-bit networks are wider or narrower than words.
        text.AppendLine(Convert.ToHexString(LittleEndian.Shorts([1, -2, 0x1234]).Span));
        text.AppendLine(Convert.ToHexString(LittleEndian.Longs([1, -2, 0x123456789ABC]).Span));
        foreach (var op in graph.Operators.OfType<FilterOperator>())
        {
            var row = graph[op.Output].Shape is { Rank: 4 } shape ? shape.Width : 1;
            foreach (var rule in Rules)
            {
                text.AppendLine(Answer(rule, new(op, graph, target, KernelForm.Tensor, row, facts)));
                if (row > 1)
                    text.AppendLine(Answer(rule, new(op, graph, target, KernelForm.Row, row % 2 == 0 ? 2 * row : row, facts)));
                // A tile of a row.
                if (row % 2 == 0)
                    text.AppendLine(Answer(rule, new(op, graph, target, KernelForm.Row, row / 2, facts)));
            }
        }

        return text.ToString();
    }

    private static string Answer(KernelRule rule, KernelQuestion question)
    {
        try
        {
            return rule.Ask(question) is not { } answer ? "" : answer.Choice is { } choice ? Text(choice) : answer.WhyNot;
        }
        catch (Exception e)
        {
            return e.GetType().Name;
        }
    }

    private static string Text(KernelChoice choice) => string.Join(' ',
    [
        .. choice.Calls.Select(c => c.Kernel.Function), .. choice.Calls.SelectMany(c => c.Arguments).Select(Text),
        .. choice.Constants.Select(Text), .. choice.Scratch.Select(s => $"{s}"), .. choice.Overlaps.Select(o => $"{o}"),
    ]);

    private static string Text(KernelArgument argument) => argument switch
    {
        StructArgument s => string.Join(' ', s.Fields.Select(f => $"{f}")),
        RecipeArgument r => r.Recipe.Role,
        RuntimeArgument r => $"{r.CType} {r.Name} {r.Field} {string.Join(' ', r.Sources.Select(s => s.FileName))}",
        _ => $"{argument}",
    };

    private static string Text(ConstantRecipe constant)
    {
        var bytes = constant.Make();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{constant.Role} {constant.SizeBytes} {bytes.Length} {Convert.ToHexString(SHA256.HashData(bytes.Span))} {constant.Comment}");
    }
}
