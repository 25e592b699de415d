using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels.Wide;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>SOFTMAX on activations of 16 bits.</summary>
internal sealed class ArmWideSoftmax : KernelRule<Softmax>
{
    private static readonly Kernel Function = Kernel.OfLibrary(
        "arm_softmax_s16", StatusConvention.CmsisNn, new LibraryPart("SOFTMAX"), "mnv2_arm_softmax_s16.c", "mnv2_softmax_s16.c");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    public override bool IsOfLibrary => true;

    protected override bool Takes(ElementType type) => type == ElementType.Int16;

    protected override KernelAnswer Answer(Softmax op, KernelQuestion question)
    {
        var shape = question.Input.Shape;
        if (!CmsisLimits.WideSoftmax(shape.Channels))
            return KernelAnswer.No(LibraryRule.OtherBits);
        var factor = WideSoftmaxConstants.For(question.Tensors, op).Factor;
        var choice = new ChoiceBuilder(question);
        var (exponential, reciprocal) = (WideSoftmaxTables.Exponential(choice), WideSoftmaxTables.Reciprocal(choice));
        choice.Call(
            Function,
            choice.Read(op.Input),
            new IntegerArgument(shape.ElementCount / shape.Channels, "num_rows"),
            new IntegerArgument(shape.Channels, "row_size"),
            new IntegerArgument(factor.MultiplierQ31, "mult"),
            new IntegerArgument(factor.Shift, "shift"),
            new StructArgument("cmsis_nn_softmax_lut_s16", "softmax_params",
            [
                new StructField("exp_lut", new RecipeAddressValue(exponential.Recipe, CastsConstAway: false)),
                new StructField("one_by_one_lut", new RecipeAddressValue(reciprocal.Recipe, CastsConstAway: false)),
            ]),
            ChoiceBuilder.Write(op.Output));
        choice.PermitOverlap(op.Input, 0);
        choice.Instructions = CostModel.Softmax(shape.ElementCount);
        return choice.Build();
    }
}
