using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>EMBEDDING_LOOKUP: rows as they are, which is a gather, or as reals.</summary>
internal sealed class LookUpRows : KernelRule<EmbeddingLookup>
{
    private static readonly Kernel AsTheyAre = Kernel.Own("mnv2_gather_s32");
    private static readonly Kernel AsReals = Kernel.Own("mnv2_embedding_lookup_s8_f32");

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override bool Takes(ElementType type) => type is ElementType.Int8 or ElementType.Float32 or ElementType.Int32;

    protected override KernelAnswer Answer(EmbeddingLookup op, KernelQuestion question)
    {
        var (table, output) = (question.Input, question.Output);
        var (count, columns) = (output.Shape[0], table.Shape.ElementCount / table.Shape[0]);
        var choice = new ChoiceBuilder(question);
        var (read, rows, written) = (choice.Read(op.Input), choice.Read(op.Rows), ChoiceBuilder.Write(op.Output));
        if (table.Type == output.Type)
        {
            var run = columns * table.Type.SizeBytes();
            choice.Call(
                AsTheyAre,
                new StructArgument("mnv2_gather_params", "params",
                [
                    .. StructFields.Of(("outer", 1), ("outer_stride", 0), ("places", count), ("depth", 1), ("run", run)),
                    StructFields.Array("limits", [table.Shape[0]]),
                    StructFields.Array("strides", [run]),
                ]),
                read, rows, written);
        }
        else
        {
            choice.Call(
                AsReals,
                new StructArgument("mnv2_embedding_lookup_params", "params",
                    StructFields.Of(("count", count), ("table_rows", table.Shape[0]), ("columns", columns))),
                new FloatArgument(table.RequiredQuantization.Scale),
                read, rows, written);
        }

        choice.Instructions = CostModel.Rescale(count) + CostModel.Move(output.SizeBytes);
        return choice.Build();
    }
}
