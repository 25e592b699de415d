using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>All constants as the members of one C structure, laid out as every C compiler lays it out;
/// the binary file is its image.</summary>
/// <param name="OffsetsBytes">Of each constant, in the order of the program.</param>
/// <param name="SizeBytes"><c>sizeof</c> the structure.</param>
internal sealed record WeightsLayout(
    ImmutableArray<ConstantArray> Constants,
    ImmutableArray<int> OffsetsBytes,
    int AlignmentBytes,
    int SizeBytes)
{
    public const int FingerprintBytes = 8;

    private const int SmallestAlignmentBytes = 4;

    /// <param name="hasFingerprint">Whether a last member identifies the content,
    /// so that code can refuse the weights of another build.</param>
    public static WeightsLayout Of(ImmutableArray<ConstantArray> constants, bool hasFingerprint)
    {
        var offsets = ImmutableArray.CreateBuilder<int>(constants.Length);
        var end = 0;
        var alignment = SmallestAlignmentBytes;
        foreach (var constant in constants)
        {
            var own = MemberAlignmentBytes(constant);
            alignment = Math.Max(alignment, own);
            offsets.Add(AlignUp(end, own));
            end = checked(offsets[^1] + constant.SizeBytes);
        }

        if (hasFingerprint)
            end = checked(end + FingerprintBytes);
        return new WeightsLayout(constants, offsets.MoveToImmutable(), alignment, AlignUp(end, alignment));
    }

    public static int MemberAlignmentBytes(ConstantArray constant) => Math.Max(constant.AlignmentBytes, constant.Type.SizeBytes());

    /// <summary>Where the last constant ends, and the fingerprint begins when there is one.</summary>
    public int EndOfConstants => Constants.IsEmpty ? 0 : OffsetsBytes[^1] + Constants[^1].SizeBytes;

    /// <summary>Identifies the constants' content and layout.</summary>
    public ImmutableArray<byte> Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> littleEndian = stackalloc byte[sizeof(int)];
        foreach (var (constant, offset) in Constants.Zip(OffsetsBytes))
        {
            BinaryPrimitives.WriteInt32LittleEndian(littleEndian, offset);
            hash.AppendData(littleEndian);
            hash.AppendData(constant.Data.Span);
        }

        return [.. hash.GetHashAndReset().Take(FingerprintBytes)];
    }

    private static int AlignUp(int value, int alignment) => checked((value + alignment - 1) / alignment * alignment);
}
