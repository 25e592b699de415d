using System.Text;

namespace MobileNetV2.CodeGen.Tests.Import.Description;

internal static class SafetensorsFiles
{
    public static byte[] Make(string header, byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((ulong)text.Length), .. text, .. data];
    }
}
