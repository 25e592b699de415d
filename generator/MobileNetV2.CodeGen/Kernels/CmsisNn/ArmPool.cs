using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>Pools.</summary>
internal abstract class ArmPool<TOperator>(Kernel function, ElementType type) : KernelRule<TOperator>
    where TOperator : Operator
{
    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    public override bool IsOfLibrary => true;

    protected override bool Takes(ElementType taken) => taken == type;

    protected KernelAnswer Answer(WindowGeometry window, ScratchVariants scratch, PoolConstants constants, KernelQuestion question)
    {
        if (!CmsisLimits.Pool(window))
            return KernelAnswer.No(LibraryRule.OtherBits);
        var choice = new ChoiceBuilder(question);
        choice.Call(
            function,
            LibraryRule.Context(choice, scratch.For(question.Target)),
            new StructArgument("cmsis_nn_pool_params", "pool_params",
                [CmsisFields.Tile("stride", window.Stride), CmsisFields.Padding(window.Padding),
                    CmsisFields.Activation(constants.Activation)]),
            CmsisFields.Dims("input_dims", window.Input),
            choice.Read(question.Operator.Input),
            CmsisFields.Dims("filter_dims", 1, window.Window.Height, window.Window.Width, 1),
            CmsisFields.Dims("output_dims", window.Output),
            ChoiceBuilder.Write(question.Operator.Output));
        var outputs = window.Output.ElementCount;
        choice.Instructions = CmsisCosts.Pool(question.Target, (long)outputs * window.Window.Height * window.Window.Width, outputs);
        return choice.Build();
    }
}
