using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Any operator that is a table: the reference's own table goes to the target.</summary>
internal sealed class LookUp : KernelRule<TableOperator>
{
    /// <summary>One for each byte.</summary>
    public const int Entries = 256;

    private static readonly Kernel Whole = Kernel.Own("mnv2_lookup_s8");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override KernelAnswer Answer(TableOperator op, KernelQuestion question)
    {
        var rule = (ITableRule)OperatorCatalog.Of(op);
        var tensors = question.Tensors;
        var table = new ConstantRecipe(
            "table", $"{op.Kind} of 0 to 127 and of -128 to -1", ElementType.Int8, Entries, () => rule.Make(tensors, op));
        var count = question.Output.Shape.ElementCount;
        var choice = new ChoiceBuilder(question);
        choice.Call(Whole, choice.Constant(table), choice.Read(op.Input), ChoiceBuilder.Write(op.Output), new IntegerArgument(count));
        choice.PermitOverlap(op.Input, 0);
        choice.Instructions = CostModel.Lookup(count);
        return choice.Build();
    }
}
