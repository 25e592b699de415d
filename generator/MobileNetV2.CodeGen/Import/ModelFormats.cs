namespace MobileNetV2.CodeGen.Import;

/// <summary>Tells formats apart by content; the file's name helps only where a format has no magic number.</summary>
internal static class ModelFormats
{
    public static ModelFormat Recognise(ReadOnlySpan<byte> file, string fileName)
    {
        if (file.IsEmpty)
            return ModelFormat.Empty;
        if (file.Length >= 8 && file[4..8].SequenceEqual("TFL3"u8))
            return ModelFormat.TfLite;
        if (StartsWithBrace(file))
            return ModelFormat.Description;
        return IsOnnx(file, fileName) ? ModelFormat.Onnx : ModelFormat.Unknown;
    }

    private static bool StartsWithBrace(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> byteOrderMark = [0xEF, 0xBB, 0xBF];
        if (file.StartsWith(byteOrderMark))
            file = file[byteOrderMark.Length..];
        file = file.TrimStart(" \t\r\n"u8);
        return !file.IsEmpty && file[0] == (byte)'{';
    }

    /// <summary>ONNX is a Protocol Buffers message without a magic number. Writers put field 1 first, the format version, a small
    /// number, and then a text or message field.</summary>
    private static bool IsOnnx(ReadOnlySpan<byte> file, string fileName)
    {
        const byte versionField = 0x08;
        const byte lengthDelimited = 2;
        const byte newestVersion = 32;
        return fileName.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)
            || (file.Length > 3 && file[0] == versionField && file[1] is > 0 and < newestVersion && (file[2] & 7) == lengthDelimited);
    }
}
