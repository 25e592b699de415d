using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering.Portable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>One operator over whole tensors: which file lowers it.</summary>
internal static class LayerLowering
{
    public static void Lower(Operator op, StepBuilder step, KernelSelection selection)
    {
        if (!KernelTypes.Check(op, step))
            return;
        if (selection.UsesCmsisNn(op))
            LowerCmsisNn(op, step);
        else
            LowerPortable(op, step);
    }

    private static void LowerCmsisNn(Operator op, StepBuilder step)
    {
        switch (op)
        {
            case Conv2D o: CmsisNn.ConvolutionLowering.Lower(o, step); break;
            case DepthwiseConv2D o: CmsisNn.DepthwiseLowering.Lower(o, step); break;
            case FullyConnected o: CmsisNn.FullyConnectedLowering.Lower(o, step); break;
            case Add o: CmsisNn.ElementwiseLowering.Lower(o, step); break;
            case Mul o: CmsisNn.ElementwiseLowering.Lower(o, step); break;
            case AveragePool2D o: CmsisNn.PoolLowering.Lower(o, step); break;
            case MaxPool2D o: CmsisNn.PoolLowering.Lower(o, step); break;
            case Softmax o: CmsisNn.SoftmaxLowering.Lower(o, step); break;
            case Pad o: CmsisNn.PadLowering.Lower(o, step); break;
            default: throw new NotSupportedException(op.Kind);
        }
    }

    public static void LowerPortable(Operator op, StepBuilder step)
    {
        switch (op)
        {
            case Conv2D o: ConvolutionLowering.Lower(o, step); break;
            case DepthwiseConv2D o: DepthwiseLowering.Lower(o, step); break;
            case FullyConnected o: FullyConnectedLowering.Lower(o, step); break;
            case Add o: AddLowering.Lower(o, step); break;
            case Sub o: AddLowering.Lower(o, step); break;
            case Mul o: MulLowering.Lower(o, step); break;
            case AveragePool2D o: PoolLowering.Lower(o, step); break;
            case MaxPool2D o: PoolLowering.Lower(o, step); break;
            case Mean o: MeanLowering.Lower(o, step); break;
            case Softmax o: SoftmaxLowering.Lower(o, step); break;
            case Pad o: PadLowering.Lower(o, step); break;
            case Concatenation o: ConcatenationLowering.Lower(o, step); break;
            case Transpose o: TransposeLowering.Lower(o, step); break;
            case Quantize o: QuantizeLowering.Lower(o, step); break;
            case Dequantize o: DequantizeLowering.Lower(o, step); break;
            case Relu o: ReluLowering.Lower(o, step); break;
            case Reshape o: CopyLowering.Lower(o, step); break;
            default: throw new NotSupportedException(op.Kind);
        }
    }
}
