using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels.CmsisNn;
using MobileNetV2.CodeGen.Kernels.Int4;
using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Kernels.Wide;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>The sets of kernels as ordered lists: the first rule that fits an operator is taken.</summary>
internal static class KernelSets
{
    private const string ExtremumFile = "mnv2_extremum_s8.c";
    private const string WideExtremumFile = "mnv2_extremum_s16.c";

    /// <summary>Our own, the fastest first. The last rule for an operator is the most general.</summary>
    public static ImmutableArray<KernelRule> Portable { get; } =
    [
        new ConvolveSquares(), new ConvolveQuads(4), new ConvolveQuads(2), new ConvolveQuads(1),
        new ConvolveHalfwords(4), new ConvolveHalfwords(2), new FullyConnectFours(),
        new Convolve(), new FullyConnect(), new TransposeConvolve(), new MultiplyMatrices(),
        new DepthwiseColumns(64, rowsAtOnce: 2), new DepthwiseColumns(64, rowsAtOnce: 1), new DepthwiseColumns(16, rowsAtOnce: 1),
        new DepthwiseBlocks(),
        new DepthwiseQuads(hasScratch: true), new DepthwiseQuads(hasScratch: false),
        new Depthwise3x3(), new DepthwiseConvolve(),
        new AddHalves(), new AddElements(), new SubtractElements(), new MultiplyElements(),
        new DivideElements(), new SquareDifferences(), new PreluElements(), new AddInputs(),
        new Extremum<Maximum>(Kernel.Own("mnv2_maximum_s8", ExtremumFile), ElementType.Int8),
        new Extremum<Minimum>(Kernel.Own("mnv2_minimum_s8", ExtremumFile), ElementType.Int8),
        new AveragePool(), new MaxPool(), new AveragePoolTile(),
        new MeanOfBlocks(), new MeanOfAnyAxes(), new MeanOfTiles(), new ReduceToMaximum(), new ReduceToMinimum(), new SumAlong(),
        new ResizeNearest(), new ResizeLinear(), new ResizeByArea(), new ConvertCamera(), new LookUpByChannel(),
        new Clamp(), new RescaleAndClamp(), new SoftmaxRows(), new LogSoftmaxRows(), new NormalizeRows(), new LookUp(),
        new PadTensor(), new PadRow(), new Concatenate(), new TransposeAxes(), new Rearrange(), new BlockRow(),
        new SplitIntoBatches(), new CopyBytes(),
        new CopySlice(), new CopyParts(), new PackParts(), new FindExtreme(), new CopyRepeatedly(), new CastElements(), new CopyToState(),
        new CopyShape(), new FilterOverTime(), new DetectBoxes(), new MultiplyOver(),
        new CalculateNumbers(), new CompareElements(), new NegateTruth(), new ApplyFunction(),
        new ConvolveFloats(), new NormalizeFloats(), new ReduceFloats(), new ResizeFloats(),
        new SelectElements(), new GatherComputed(), new FindLargest(),
        new WideConvolve(), new WideDepthwiseConvolve(), new WideFullyConnect(), new WideTransposeConvolve(),
        new WideAdd(), new WideSubtract(), new WideMultiply(),
        new Extremum<Maximum>(Kernel.Wide("mnv2_maximum_s16", WideExtremumFile), ElementType.Int16),
        new Extremum<Minimum>(Kernel.Wide("mnv2_minimum_s16", WideExtremumFile), ElementType.Int16),
        new WideAveragePool(), new WideMaxPool(), new WideAveragePoolTile(), new WideMean(), new WideSoftmaxRows(),
        new WideCurve<Logistic>("logistic", CurveConstants.For), new WideCurve<Tanh>("tanh", CurveConstants.For),
        new RememberSequence(), new WideRelu(), new WideLeakyRelu(), new WidePad(),
        new QuantizeFloats(), new FlipSign(), new Requantize(), new RequantizeWide(), new DequantizeToFloats(),
    ];

    /// <summary>Kernels that read weights of 4 bits as they are packed, to be asked first where flash is short.</summary>
    public static ImmutableArray<KernelRule> Int4 { get; } = [new ConvolveNibbles(), new DepthwiseNibbles()];

    /// <summary>The official library wherever every build of it gives the reference's bits, ours elsewhere.</summary>
    public static ImmutableArray<KernelRule> CmsisNn { get; } =
    [
        new ArmConvolve(), new ArmDepthwise(), new ArmFullyConnected(), new ArmAdd(ElementType.Int8), new ArmMultiply(ElementType.Int8),
        new ArmExtremum<Maximum>("maximum"), new ArmExtremum<Minimum>("minimum"),
        new ArmAveragePool(ElementType.Int8), new ArmMaxPool(ElementType.Int8), new ArmSoftmax(), new ArmPad(), new ArmTranspose(),
        new ArmBatchMatMul(), new ArmSvdf(),
        new ArmWideConvolve(), new ArmWideDepthwise(), new ArmWideFullyConnected(), new ArmAdd(ElementType.Int16),
        new ArmMultiply(ElementType.Int16), new ArmAveragePool(ElementType.Int16), new ArmMaxPool(ElementType.Int16), new ArmWideSoftmax(),
        .. Portable,
    ];

    public static ImmutableArray<KernelRule> Of(KernelSet set) => set switch
    {
        KernelSet.CmsisNn => CmsisNn,
        KernelSet.Portable => Portable,
        _ => throw new ArgumentOutOfRangeException(nameof(set), set, "not resolved for a target"),
    };
}
