using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>GATHER_ND, and GATHER whose indices the network computes.</summary>
internal sealed class GatherComputed : KernelRule
{
    private static readonly Kernel ByInt32 = Kernel.Own("mnv2_gather_s32");
    private static readonly Kernel ByInt64 = Kernel.Own("mnv2_gather_s64");

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    public override ImmutableArray<Type> Served => [.. OperatorCatalog.All.Where(d => d is IComputedGather).Select(d => d.OperatorType)];

    protected override bool Serves(KernelQuestion question) => OperatorCatalog.Of(question.Operator) is IComputedGather;

    protected override bool Takes(ElementType type) => true;

    protected override KernelAnswer Answer(KernelQuestion question)
    {
        var op = question.Operator;
        var walk = ((IComputedGather)OperatorCatalog.Of(op)).Walk(question.Tensors, op);
        if (PortableLimits.WhyNotRank(walk.Limits.Length) is { } whyNot)
            return KernelAnswer.No(whyNot);
        var element = question.Output.Type.SizeBytes();
        var choice = new ChoiceBuilder(question);
        choice.Call(
            question[op.Inputs[1]].Type == ElementType.Int64 ? ByInt64 : ByInt32,
            new StructArgument("mnv2_gather_params", "params",
            [
                .. StructFields.Of(
                    ("outer", walk.Outer),
                    ("outer_stride", walk.OuterStride * element),
                    ("places", walk.Places),
                    ("depth", walk.Limits.Length),
                    ("run", walk.Run * element)),
                StructFields.Array("limits", walk.Limits),
                StructFields.Array("strides", walk.Strides.Select(s => s * element)),
            ]),
            choice.Read(op.Inputs[0]),
            choice.Read(op.Inputs[1]),
            ChoiceBuilder.Write(op.Output));
        choice.Instructions = CostModel.Rescale((long)walk.Outer * walk.Places) + CostModel.Move(question.Output.SizeBytes);
        return choice.Build();
    }
}
