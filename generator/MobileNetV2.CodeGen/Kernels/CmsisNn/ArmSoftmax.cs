using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>SOFTMAX. The function returns nothing.</summary>
internal sealed class ArmSoftmax : KernelRule<Softmax>
{
    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    public override bool IsOfLibrary => true;

    private static readonly Kernel Function = Kernel.OfLibrary(
        "arm_softmax_s8", StatusConvention.None, new LibraryPart("SOFTMAX"), "mnv2_arm_softmax_s8.c", "mnv2_softmax_s8.c");

    protected override KernelAnswer Answer(Softmax op, KernelQuestion question)
    {
        var shape = question.Input.Shape;
        if (!CmsisLimits.Softmax(shape.Channels))
            return KernelAnswer.No(LibraryRule.OtherBits);
        var constants = SoftmaxConstants.For(question.Tensors, op);
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Function,
            choice.Read(op.Input),
            new IntegerArgument(shape.ElementCount / shape.Channels, "num_rows"),
            new IntegerArgument(shape.Channels, "row_size"),
            new IntegerArgument(constants.InputFactor.MultiplierQ31, "mult"),
            new IntegerArgument(constants.InputFactor.Shift, "shift"),
            new IntegerArgument(constants.DiffMin, "diff_min"),
            ChoiceBuilder.Write(op.Output));
        // A row's maximum and sum are complete before its elements are written in order.
        choice.PermitOverlap(op.Input, 0);
        choice.Instructions = CostModel.Softmax(shape.ElementCount);
        return choice.Build();
    }
}
