using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels.CmsisNn;
using MobileNetV2.CodeGen.Kernels.Int4;
using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Kernels.Wide;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>The sets of kernels: the first rule that fits an operator is taken. A rule is in its set by being there; only those of which
/// several serve the same operators on the same types have a place (a test says when one lacks it), and those that are made with arguments.
/// </summary>
internal static partial class KernelSets
{
    private const string ExtremumFile = "mnv2_extremum_s8.c";
    private const string WideExtremumFile = "mnv2_extremum_s16.c";

    /// <summary>Our own, the fastest first. The last rule for an operator is the most general.</summary>
    private static readonly ImmutableArray<KernelRule> PlacedPortable =
    [
        new ConvolveSquares(), new ConvolveQuads(4), new ConvolveQuads(2), new ConvolveQuads(1),
        new ConvolveHalfwords(4), new ConvolveHalfwords(2), new FullyConnectFours(),
        new Convolve(), new FullyConnect(),
        new DepthwiseColumns(64, rowsAtOnce: 2), new DepthwiseColumns(64, rowsAtOnce: 1), new DepthwiseColumns(16, rowsAtOnce: 1),
        new DepthwiseBlocks(),
        new DepthwiseQuads(hasScratch: true), new DepthwiseQuads(hasScratch: false),
        new Depthwise3x3(), new DepthwiseConvolve(),
        new AddHalves(), new AddElements(),
        new Extremum<Maximum>(Kernel.Own("mnv2_maximum_s8", ExtremumFile), ElementType.Int8),
        new Extremum<Minimum>(Kernel.Own("mnv2_minimum_s8", ExtremumFile), ElementType.Int8),
        new AveragePool(), new AveragePoolTile(),
        new MeanOfBlocks(), new MeanOfAnyAxes(), new MeanOfTiles(),
        new Clamp(), new RescaleAndClamp(), new SoftmaxRows(), new WideSoftmaxRows(),
        new PadTensor(), new PadRow(), new Rearrange(), new BlockRow(),
        new Extremum<Maximum>(Kernel.Wide("mnv2_maximum_s16", WideExtremumFile), ElementType.Int16),
        new Extremum<Minimum>(Kernel.Wide("mnv2_minimum_s16", WideExtremumFile), ElementType.Int16),
        new WideAveragePool(), new WideAveragePoolTile(),
        new WideCurve<Logistic>("logistic", CurveConstants.For), new WideCurve<Tanh>("tanh", CurveConstants.For),
        new QuantizeFloats(), new FlipSign(), new Requantize(), new RequantizeWide(),
    ];

    private static readonly ImmutableArray<KernelRule> PlacedLibrary =
    [
        new ArmConvolve(), new ArmDepthwise(),
        new ArmAdd(ElementType.Int8), new ArmMultiply(ElementType.Int8), new ArmAdd(ElementType.Int16), new ArmMultiply(ElementType.Int16),
        new ArmExtremum<Maximum>("maximum"), new ArmExtremum<Minimum>("minimum"),
        new ArmAveragePool(ElementType.Int8), new ArmMaxPool(ElementType.Int8),
        new ArmAveragePool(ElementType.Int16), new ArmMaxPool(ElementType.Int16),
    ];

    /// <summary>Kernels that read weights of 4 bits as they are packed, to be asked first where flash is short.</summary>
    public static ImmutableArray<KernelRule> Int4 { get; } = [new ConvolveNibbles(), new DepthwiseNibbles()];

    /// <summary>Those that need no place.</summary>
    public static ImmutableArray<KernelRule> Unplaced { get; } = [.. Found().ExceptBy(Placed(), r => r.GetType())];

    /// <summary>Our own.</summary>
    public static ImmutableArray<KernelRule> Portable { get; } = [.. PlacedPortable, .. Unplaced.Where(r => !r.IsOfLibrary)];

    /// <summary>The official library wherever every build of it gives the reference's bits, ours elsewhere.</summary>
    public static ImmutableArray<KernelRule> CmsisNn { get; } = [.. PlacedLibrary, .. Unplaced.Where(r => r.IsOfLibrary), .. Portable];

    public static ImmutableArray<KernelRule> Of(KernelSet set) => set switch
    {
        KernelSet.CmsisNn => CmsisNn,
        KernelSet.Portable => Portable,
        _ => throw new ArgumentOutOfRangeException(nameof(set), set, "not resolved for a target"),
    };

    private static IEnumerable<Type> Placed() => PlacedPortable.Concat(PlacedLibrary).Concat(Int4).Select(r => r.GetType());

    [InstancesOf]
    private static partial ImmutableArray<KernelRule> Found();
}
